import type { SseEvent } from '../types';
import { createSseDecoder, type SseDecoder, type SseLimits } from './decoder';
import { createJsonDecoder } from './jsonDecoder';

/** How the pieces of a stream stand in it: as server-sent events, or as JSON values one after the other. */
export type Framing = 'events' | 'json';

export interface StreamDecoder extends SseDecoder {
  /** Null while nothing but blanks has come. */
  framing(): Framing | null;
}

const openBrace = 0x7b;
const openBracket = 0x5b;
/** Whitespace and the bytes of a byte order mark. */
const blank: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/**
 * Cuts a stream into its events by what it is, whatever its label says: some servers send one JSON object, or lines of
 * JSON, where events were asked for.
 */
export function createStreamDecoder(limits: SseLimits = {}): StreamDecoder {
  let decoder: SseDecoder | null = null;
  let framing: Framing | null = null;

  function decide(bytes: Uint8Array): SseEvent[] {
    const start = beginOf(bytes);
    if (start === -1) return bytes.length === 0 ? [] : [asBlank(bytes)];
    framing = framingAt(bytes, start);
    decoder = framing === 'json' ? createJsonDecoder(limits) : createSseDecoder(limits);
    if (start === 0) return decoder.push(bytes);
    return [asBlank(bytes.subarray(0, start)), ...decoder.push(bytes.subarray(start))];
  }

  return {
    push: (bytes) => (decoder === null ? decide(bytes) : decoder.push(bytes)),
    end: () => decoder?.end() ?? [],
    heldBytes: () => decoder?.heldBytes() ?? 0,
    framing: () => framing,
  };
}

/** What {@link createStreamDecoder} takes these bytes for. */
export function framingOf(bytes: Uint8Array): Framing {
  return framingAt(bytes, beginOf(bytes));
}

function beginOf(bytes: Uint8Array): number {
  return bytes.findIndex((byte) => !blank.has(byte));
}

function framingAt(bytes: Uint8Array, start: number): Framing {
  return bytes[start] === openBrace || bytes[start] === openBracket ? 'json' : 'events';
}

function asBlank(raw: Uint8Array): SseEvent {
  return { event: '', data: '', raw, blank: true };
}

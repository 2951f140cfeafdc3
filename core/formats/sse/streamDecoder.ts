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
const byteOrderMark = [0xef, 0xbb, 0xbf] as const;
const blank: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, ...byteOrderMark]);

/**
 * Cuts a stream into its events by what it is, whatever its label says: some servers send one JSON object, or lines of
 * JSON, where events were asked for.
 */
export function createStreamDecoder(limits: SseLimits = {}): StreamDecoder {
  let decoder: SseDecoder | null = null;
  let framing: Framing | null = null;
  /** The beginning of a byte order mark, which is one character and so comes out whole. */
  let halfMark: Uint8Array = new Uint8Array();

  function decide(chunk: Uint8Array): SseEvent[] {
    const bytes = halfMark.length === 0 ? chunk : Uint8Array.of(...halfMark, ...chunk);
    const start = beginOf(bytes);
    const end = start === -1 ? bytes.length - halfMarkAtEnd(bytes) : bytes.length;
    halfMark = bytes.subarray(end);
    if (start === -1) return end === 0 ? [] : [asBlank(bytes.subarray(0, end))];
    framing = framingAt(bytes, start);
    decoder = framing === 'json' ? createJsonDecoder(limits) : createSseDecoder(limits);
    if (start === 0) return decoder.push(bytes);
    return [asBlank(bytes.subarray(0, start)), ...decoder.push(bytes.subarray(start))];
  }

  return {
    push: (bytes) => (decoder === null ? decide(bytes) : decoder.push(bytes)),
    end: () => decoder?.end() ?? (halfMark.length === 0 ? [] : [asBlank(halfMark)]),
    heldBytes: () => decoder?.heldBytes() ?? halfMark.length,
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

/** How many bytes of a byte order mark stand at the end, less than the whole of it. */
function halfMarkAtEnd(bytes: Uint8Array): number {
  const [before, last] = bytes.subarray(-2);
  if (bytes.at(-1) === byteOrderMark[0]) return 1;
  return before === byteOrderMark[0] && last === byteOrderMark[1] ? 2 : 0;
}

function framingAt(bytes: Uint8Array, start: number): Framing {
  return bytes[start] === openBrace || bytes[start] === openBracket ? 'json' : 'events';
}

function asBlank(raw: Uint8Array): SseEvent {
  return { event: '', data: '', raw, blank: true };
}

import type { SseEvent } from '../types';
import { blockEnds, newLineState } from './blockEnds';
import { parseBlock, parseOneBlock } from './parseBlock';

/** An event grew beyond the decoder's limit; the stream can't be read on. */
export class SseEventTooLargeError extends Error {
  readonly code = 'sse_event_too_large';

  constructor(limit: number) {
    super(
      `A server-sent event is larger than ${limit} bytes. Raise the limit if the provider really sends such events.`,
    );
    this.name = 'SseEventTooLargeError';
  }
}

export interface SseDecoder {
  /** The events that these bytes complete. Keeps views of `bytes`, in `raw` too: they must not be written to later. */
  push(bytes: Uint8Array): SseEvent[];
  /** The stream is over: what no blank line has closed comes out, as the `openai` SDK reads it. */
  end(): SseEvent[];
}

export interface SseLimits {
  /** A larger event throws {@link SseEventTooLargeError}; 64 MiB unless told. */
  maxEventBytes?: number;
}

const defaultMaxEventBytes = 64 * 1024 * 1024;

/**
 * Cuts bytes into server-sent events (WHATWG HTML, "Interpreting an event stream"), wherever the bytes were cut.
 * The `raw` of all events in a row, those of `end` included, is exactly the bytes that went in. Time is linear in the
 * bytes, even for one event in many small pieces.
 */
export function createSseDecoder(limits: SseLimits = {}): SseDecoder {
  const maxEventBytes = limits.maxEventBytes ?? defaultMaxEventBytes;
  const state = newLineState();
  let held: Uint8Array[] = [];
  let heldBytes = 0;

  function hold(bytes: Uint8Array): void {
    heldBytes += bytes.length;
    if (heldBytes > maxEventBytes) throw new SseEventTooLargeError(maxEventBytes);
    if (bytes.length > 0) held.push(bytes);
  }

  function take(): SseEvent {
    const [first] = held;
    const raw = held.length === 1 && first !== undefined ? first : join(held, heldBytes);
    held = [];
    heldBytes = 0;
    return parseBlock(raw);
  }

  /** Nothing of an event is held, and no LF is due that would belong to the one before. */
  const isBetweenEvents = () => heldBytes === 0 && state.lineIsEmpty && !state.afterCr && !state.endsInCrLf;

  return {
    push(bytes) {
      // What most chunks are.
      const one = isBetweenEvents() && bytes.length <= maxEventBytes ? parseOneBlock(bytes) : null;
      if (one !== null) return [one];
      let start = 0;
      const events = blockEnds(bytes, state).map((end) => {
        hold(bytes.subarray(start, end));
        start = end;
        return take();
      });
      hold(start === 0 ? bytes : bytes.subarray(start));
      return events;
    },
    end() {
      return heldBytes === 0 ? [] : [take()];
    },
  };
}

function join(parts: Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

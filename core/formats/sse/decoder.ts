import type { SseEvent } from '../types';
import { blockEnds, newLineState, type LineState } from './blockEnds';
import { parseBlock, parseBlocks } from './parseBlock';

export interface SseDecoder {
  /** The events that these bytes complete. Keeps views of `bytes`, in `raw` too: they must not be written to later. */
  push(bytes: Uint8Array): SseEvent[];
  /** The stream is over: what no blank line has closed comes out, as the `openai` SDK reads it. */
  end(): SseEvent[];
  /** How many of the bytes that were pushed have not come out yet. */
  heldBytes(): number;
}

export interface SseLimits {
  /** A larger event comes out unread, in pieces that are `tooLarge`; 32 MiB unless told. */
  maxEventBytes?: number;
}

export const defaultMaxEventBytes = 32 * 1024 * 1024;
/** What is read in one go stays in memory as long as one of its events does. */
const mostAtOnce = 64 * 1024;
const none: readonly SseEvent[] = [];
const LF = 0x0a;

/**
 * Cuts bytes into server-sent events (WHATWG HTML, "Interpreting an event stream"), wherever the bytes were cut.
 * The `raw` of all events in a row, those of `end` included, is exactly the bytes that went in. Time is linear in the
 * bytes, even for one event in many small pieces.
 */
export function createSseDecoder(limits: SseLimits = {}): SseDecoder {
  const state = newLineState();
  const held = createHeld(limits.maxEventBytes ?? defaultMaxEventBytes);

  /** Nothing of an event is held, and no LF is due that would belong to the one before. */
  const isBetweenEvents = () => held.isEmpty() && state.lineIsEmpty && !state.afterCr && !state.endsInCrLf;

  /** Cuts bytes wherever lines end in. */
  function cut(bytes: Uint8Array): SseEvent[] {
    let start = 0;
    const events = blockEnds(bytes, state).map((end) => {
      held.add(bytes.subarray(start, end));
      start = end;
      return held.take(parseBlock);
    });
    held.add(start === 0 ? bytes : bytes.subarray(start));
    const piece = held.overflow();
    return piece === null ? events : [...events, piece];
  }

  function push(bytes: Uint8Array): SseEvent[] {
    const begun = isBetweenEvents() ? 0 : endOfBegun(bytes, state);
    const before = begun === 0 ? none : cut(bytes.subarray(0, begun));
    const behind = begun === 0 ? bytes : bytes.subarray(begun);
    if (behind.length === 0 || !isBetweenEvents() || !held.fits(behind)) return [...before, ...cut(behind)];
    const { events, end } = parseBlocks(behind);
    const rest = end === behind.length ? none : cut(behind.subarray(end));
    return before.length + rest.length === 0 ? events : [...before, ...events, ...rest];
  }

  return {
    push(bytes) {
      if (bytes.length <= mostAtOnce) return push(bytes);
      const events: SseEvent[] = [];
      for (let at = 0; at < bytes.length; at += mostAtOnce) {
        for (const event of push(bytes.subarray(at, at + mostAtOnce))) events.push(event);
      }
      return events;
    },
    end() {
      return held.isEmpty() ? [] : [{ ...held.take(parseBlock), unfinished: true }];
    },
    heldBytes: () => held.bytes(),
  };
}

/** The bytes of an event that is not complete yet, as far as they may be kept. */
export interface Held {
  add(bytes: Uint8Array): void;
  /** The event that is complete with what is held. */
  take(parse: (raw: Uint8Array) => SseEvent): SseEvent;
  /** What is held beyond the limit, to be passed by unread; null while it is within. */
  overflow(): SseEvent | null;
  fits(bytes: Uint8Array): boolean;
  bytes(): number;
  isEmpty(): boolean;
}

export function createHeld(maxBytes: number): Held {
  let parts: Uint8Array[] = [];
  let length = 0;
  /** The beginning of the event has gone by unread. */
  let isTooLarge = false;

  function takeBytes(): Uint8Array {
    const [first] = parts;
    const raw = parts.length === 1 && first !== undefined ? first : join(parts, length);
    parts = [];
    length = 0;
    return raw;
  }

  const unread = (): SseEvent => ({ event: '', data: '', raw: takeBytes(), tooLarge: true });

  return {
    add(bytes) {
      if (bytes.length > 0) parts.push(bytes);
      length += bytes.length;
    },
    take(parse) {
      const wasTooLarge = isTooLarge || length > maxBytes;
      isTooLarge = false;
      return wasTooLarge ? unread() : parse(takeBytes());
    },
    overflow() {
      if (length === 0 || (!isTooLarge && length <= maxBytes)) return null;
      isTooLarge = true;
      return unread();
    },
    fits: (bytes) => !isTooLarge && bytes.length <= maxBytes,
    bytes: () => length,
    isEmpty: () => length === 0 && !isTooLarge,
  };
}

/** Where the event that was begun before may end: behind the first blank line of LFs alone. */
function endOfBegun(bytes: Uint8Array, { lineIsEmpty }: LineState): number {
  if (lineIsEmpty && bytes[0] === LF) return 1;
  let at = bytes.indexOf(LF);
  while (at !== -1 && bytes[at + 1] !== LF) at = bytes.indexOf(LF, at + 1);
  return at === -1 ? bytes.length : at + 2;
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

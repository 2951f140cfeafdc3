import type { SseEvent } from '../types';
import { createHeld, defaultMaxEventBytes, type SseDecoder, type SseLimits } from './decoder';

const utf8 = new TextDecoder('utf-8');
const [LF, quote, backslash] = [0x0a, 0x22, 0x5c];
const opening: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const closing: ReadonlySet<number> = new Set([0x7d, 0x5d]);
const whitespace: ReadonlySet<number> = new Set([0x20, 0x09, LF, 0x0d]);

/**
 * Cuts bytes into JSON objects and arrays that follow one another, in lines or not, each an event without a name. What
 * stands between them is blank, or an event of its own up to the end of its line. As with {@link createSseDecoder} no
 * byte is lost.
 */
export function createJsonDecoder(limits: SseLimits = {}): SseDecoder {
  const held = createHeld(limits.maxEventBytes ?? defaultMaxEventBytes);
  let inside: 'gap' | 'value' | 'text' = 'gap';
  let depth = 0;
  let inString = false;
  let escaped = false;

  /** Whether the value, or the line of text, ends with this byte. */
  function endsWith(byte: number): boolean {
    if (inside === 'text') return byte === LF;
    if (inString) {
      if (escaped) escaped = false;
      else if (byte === backslash) escaped = true;
      else if (byte === quote) inString = false;
      return false;
    }
    if (byte === quote) inString = true;
    else if (opening.has(byte)) depth += 1;
    else if (closing.has(byte)) depth -= 1;
    return depth === 0;
  }

  function push(bytes: Uint8Array): SseEvent[] {
    const events: SseEvent[] = [];
    let start = 0;
    const cut = (end: number, parse: (raw: Uint8Array) => SseEvent): void => {
      held.add(bytes.subarray(start, end));
      if (!held.isEmpty()) events.push(held.take(parse));
      start = end;
    };
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (inside === 'gap') {
        if (whitespace.has(byte)) continue;
        cut(at, asGap);
        inside = opening.has(byte) ? 'value' : 'text';
      }
      if (!endsWith(byte)) continue;
      cut(at + 1, asValue);
      inside = 'gap';
    }
    if (inside === 'gap') cut(bytes.length, asGap);
    else held.add(bytes.subarray(start));
    const piece = held.overflow();
    return piece === null ? events : [...events, piece];
  }

  return {
    push,
    end() {
      if (held.isEmpty()) return [];
      const last = held.take(asValue);
      return [inside === 'value' ? { ...last, unfinished: true } : last];
    },
    heldBytes: () => held.bytes(),
  };
}

function asValue(raw: Uint8Array): SseEvent {
  return { event: '', data: utf8.decode(raw), raw, bare: true };
}

function asGap(raw: Uint8Array): SseEvent {
  return { event: '', data: '', raw, bare: true, blank: true };
}

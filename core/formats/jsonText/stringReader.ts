import type { Piece } from './stringValue';

export interface StringReader {
  /** Reads `text` from `at`, inside a string, up to its closing quote or the end of `text`. */
  read(text: string, at: number): { pieces: Piece[]; end: number; closed: boolean };
  /** An escape that was begun when the text ended. */
  rest(): Piece[];
}

const special = /["\\]/g;
const hexDigit = /[\dA-Fa-f]/;
const simple: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * Reads the inside of JSON strings that arrive in fragments cut anywhere, inside an escape too. Every `\u` escape is a
 * piece of its own, so that any part of the text can be written as it came.
 */
export function createStringReader(): StringReader {
  let escape = '';

  /** Adds to the escape that is open; gives where it ended, or null when it goes on after this text. */
  function readEscape(text: string, at: number): number | null {
    for (; at < text.length; at++) {
      const char = text.charAt(at);
      if (escape.startsWith('\\u') && !hexDigit.test(char)) return at;
      escape += char;
      if (escape.length === (escape[1] === 'u' ? 6 : 2)) return at + 1;
    }
    return null;
  }

  function takeEscape(): Piece {
    const raw = escape;
    escape = '';
    return { raw, text: unescaped(raw) };
  }

  return {
    read(text, at) {
      const pieces: Piece[] = [];
      for (;;) {
        if (escape !== '') {
          const end = readEscape(text, at);
          if (end === null) return { pieces, end: text.length, closed: false };
          pieces.push(takeEscape());
          at = end;
        }
        special.lastIndex = at;
        const end = special.exec(text)?.index ?? text.length;
        if (end > at) pieces.push({ raw: text.slice(at, end), text: text.slice(at, end) });
        if (end === text.length) return { pieces, end, closed: false };
        if (text[end] === '"') return { pieces, end, closed: true };
        escape = '\\';
        at = end + 1;
      }
    },
    rest: () => (escape === '' ? [] : [takeEscape()]),
  };
}

/** What is no escape, which JSON does not allow, stands for itself. */
function unescaped(raw: string): string {
  if (/^\\u[\dA-Fa-f]{4}$/.test(raw)) return String.fromCharCode(parseInt(raw.slice(2), 16));
  if (raw[1] === 'u' || raw.length < 2) return raw;
  return simple[raw[1] ?? ''] ?? raw.slice(1);
}

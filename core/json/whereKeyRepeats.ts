import { CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from './signs';
import { stringEnd, unescaped } from './stringLiteral';

/**
 * Index of the first key of JSON text that its object has already, however the two are spelled (`"a"`, `"\u0061"`); null where
 * there is none. Parsers disagree which of the two counts. Reads the text alone: the keys of an object of very many
 * cost more to list than to read.
 */
export function whereKeyRepeats(text: string): number | null {
  const { length } = text;
  /** The keys of each object that is open; null for an array. */
  const open: (Set<string> | null)[] = [];
  let keys: Set<string> | null = null;
  let atKey = false;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = stringEnd(text, at);
      if (atKey && keys !== null) {
        const key = unescaped(text.slice(at + 1, end));
        if (keys.has(key)) return at;
        keys.add(key);
      }
      at = end;
    } else if (code === COLON) atKey = false;
    else if (code === COMMA) atKey = keys !== null;
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      open.push(keys);
      atKey = code === OPEN_OBJECT;
      keys = atKey ? new Set() : null;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) keys = open.pop() ?? null;
  }
  return null;
}

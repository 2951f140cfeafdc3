const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;
/** Bytes of a string that are looked at one by one before the native search takes over: most strings are shorter. */
const SHORT_RUN = 48;

export interface JsonMeasure {
  depth: number;
  values: number;
}

/**
 * An upper bound of the nesting depth and number of values of JSON text, exact once it is beyond a limit; it stops at
 * the first limit that is exceeded. Looks at bytes alone, so that a hostile body is known before a parser builds it in
 * memory. Text that is not JSON gives some number and fails in the parser afterwards.
 */
export function measureJson(bytes: Uint8Array, maxDepth: number, maxValues: number): JsonMeasure {
  // Each value takes a byte, each level an opening bracket: most bodies are cleared without being read.
  const brackets = countUpTo(bytes, OPEN_OBJECT, maxDepth) + countUpTo(bytes, OPEN_ARRAY, maxDepth);
  if (bytes.length <= maxValues && brackets <= maxDepth) return { depth: brackets, values: bytes.length };
  return scan(bytes, maxDepth, maxValues);
}

/** How often `byte` occurs, inside strings too; stops beyond `limit`. */
function countUpTo(bytes: Uint8Array, byte: number, limit: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at !== -1 && count <= limit; at = bytes.indexOf(byte, at + 1)) count += 1;
  return count;
}

function scan(bytes: Uint8Array, maxDepth: number, maxValues: number): JsonMeasure {
  const { length } = bytes;
  let depth = 0;
  let deepest = 0;
  let values = 1;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at + 1);
    else if (byte === COMMA) values += 1;
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      depth += 1;
      values += 1;
      if (depth > deepest) deepest = depth;
      if (depth > maxDepth) break;
    } else if (byte === OPEN_ARRAY + 2 || byte === OPEN_OBJECT + 2) depth -= 1;
    if (values > maxValues) break;
  }
  return { depth: deepest, values };
}

/** Index of the quote that ends the string whose content begins at `start`; the text's length when none does. */
function endOfString(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  let at = start;
  for (;;) {
    const near = Math.min(at + SHORT_RUN, length);
    while (at < near) {
      const byte = bytes[at];
      if (byte === QUOTE) return at;
      at += byte === BACKSLASH ? 2 : 1;
    }
    const quote = bytes.indexOf(QUOTE, at);
    if (quote === -1) return length;
    if (!isEscaped(bytes, quote, at)) return quote;
    at = quote + 1;
  }
}

/** An odd number of backslashes before the quote escapes it; those before `from` belong to earlier characters. */
function isEscaped(bytes: Uint8Array, quote: number, from: number): boolean {
  let backslashes = 0;
  while (quote - backslashes - 1 >= from && bytes[quote - backslashes - 1] === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

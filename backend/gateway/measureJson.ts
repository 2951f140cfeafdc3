const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
/** Bytes of a string that are looked at one by one before the native search takes over: most strings are shorter. */
const SHORT_STRING = 24;

/**
 * The nesting depth and the number of values of JSON text, at most `maxDepth + 1` and `maxValues + 1`: it stops at the
 * first that is exceeded. Looks at bytes alone, so that a hostile body is known before a parser builds it in memory;
 * text that is not JSON gives some number and fails in the parser afterwards.
 */
export function measureJson(bytes: Buffer, maxDepth: number, maxValues: number): { depth: number; values: number } {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at + 1);
    else if (byte === COMMA) values += 1;
    // `[` and `{`, `]` and `}` differ in one bit.
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      values += 1;
      if (depth > deepest) deepest = depth;
      if (depth > maxDepth) break;
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
    if (values > maxValues) break;
  }
  return { depth: deepest, values };
}

/** Index of the quote that ends the string whose content begins at `start`; the last index when none does. */
function endOfString(bytes: Buffer, start: number): number {
  const near = Math.min(start + SHORT_STRING, bytes.length);
  let at = start;
  while (at < near) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    at += byte === BACKSLASH ? 2 : 1;
  }
  for (;;) {
    const quote = bytes.indexOf(QUOTE, at);
    if (quote === -1) return bytes.length;
    if (!isEscaped(bytes, quote, at)) return quote;
    at = quote + 1;
  }
}

/** An odd number of backslashes before the quote escapes it; those before `from` belong to earlier characters. */
function isEscaped(bytes: Buffer, quote: number, from: number): boolean {
  let backslashes = 0;
  while (quote - backslashes - 1 >= from && bytes[quote - backslashes - 1] === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

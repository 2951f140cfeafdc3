const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

export interface JsonMeasure {
  depth: number;
  values: number;
}

/**
 * An upper bound of the nesting depth and number of values of JSON text, exact once it is beyond a limit; it stops at
 * the first limit that is exceeded. Parses nothing, so that a hostile body is known before a parser builds it in memory.
 * Text that is not JSON gives some number and fails in the parser afterwards.
 */
export function measureJson(text: string, maxDepth: number, maxValues = Infinity): JsonMeasure {
  // Each value takes a character, each level an opening bracket: most texts are cleared without being read.
  if (text.length <= maxValues) {
    const brackets = countUpTo(text, '{', maxDepth) + countUpTo(text, '[', maxDepth);
    if (brackets <= maxDepth) return { depth: brackets, values: text.length };
  }
  return scan(text, maxDepth, maxValues);
}

/** How often `char` occurs, inside strings too; stops beyond `limit`. */
function countUpTo(text: string, char: string, limit: number): number {
  let count = 0;
  for (let at = text.indexOf(char); at !== -1 && count <= limit; at = text.indexOf(char, at + 1)) count += 1;
  return count;
}

function scan(text: string, maxDepth: number, maxValues: number): JsonMeasure {
  const { length } = text;
  let depth = 0;
  let deepest = 0;
  let values = 1;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at);
    else if (code === COMMA) values += 1;
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) {
      depth += 1;
      values += 1;
      if (depth > deepest) deepest = depth;
      if (depth > maxDepth) break;
    } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) depth -= 1;
    if (values > maxValues) break;
  }
  return { depth: deepest, values };
}

/** Where the string that opens at `open` closes; the text's length when it does not. */
export function stringEnd(text: string, open: number): number {
  for (let end = text.indexOf('"', open + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

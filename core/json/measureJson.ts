import { CLOSE_ARRAY, CLOSE_OBJECT, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from './signs';
import { stringEnd } from './stringLiteral';

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

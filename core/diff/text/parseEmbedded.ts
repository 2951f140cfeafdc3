import { isObject, measureJson, parseJson, type Json } from '../../json';

/** Deeper texts are compared as text: parsed, they would nest deltas without a bound. */
const MAX_DEPTH = 100;
/** Parsed, a text of brackets takes some fifty times its length: beyond this memory might not hold it. */
const MAX_VALUES = 1_000_000;

/** The object or array that a string holds as JSON text (tool arguments, for example), or undefined when it holds none. */
export function parseEmbedded(text: string): Json[] | Record<string, Json> | undefined {
  if (!looksLikeContainer(text) || isTooMuch(text)) return undefined;
  try {
    const value = parseJson(text);
    return Array.isArray(value) || isObject(value) ? value : undefined;
  } catch {
    // That it does not parse is the answer: most strings with a brace at both ends are prose or code.
    return undefined;
  }
}

/** Told by its ends, since to let the parser fail is slow: `[REDACTED]` stands in place of thousands of texts. */
function looksLikeContainer(text: string): boolean {
  return BEGINS.test(text.slice(0, 64)) && /[}\]]\s{0,8}$/.test(text.slice(-9));
}

const BEGINS = /^\s*(?:\{\s*(?:["}]|$)|\[\s*(?:["[\]{\d-]|true|false|null|$))/;

function isTooMuch(text: string): boolean {
  const { depth, values } = measureJson(text, MAX_DEPTH, MAX_VALUES);
  return depth > MAX_DEPTH || values > MAX_VALUES;
}

import type { Json } from '../../json';

/** Deeper texts are compared as text: parsed, they would nest deltas without a bound. */
const MAX_DEPTH = 100;
/** Parsed, a text of brackets takes some fifty times its length: beyond this memory might not hold it. */
const MAX_VALUES = 1_000_000;

/** The object or array that a string holds as JSON text (tool arguments, for example), or undefined when it holds none. */
export function parseEmbedded(text: string): Json[] | Record<string, Json> | undefined {
  if (!looksLikeContainer(text) || isTooMuch(text)) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null ? value : undefined;
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

/** Brackets and commas inside strings count too, which at worst means that a text is compared as text. */
function isTooMuch(text: string): boolean {
  let depth = 0;
  let values = 1;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x2c) values++;
    else if (code === 0x7b || code === 0x5b) {
      values++;
      if (++depth > MAX_DEPTH) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
    if (values > MAX_VALUES) return true;
  }
  return false;
}

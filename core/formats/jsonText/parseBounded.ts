import type { Json } from '../../json';

/** Deeper JSON is treated as text: `JSON.stringify` and every recursive reader after it would overflow the stack. */
const maxJsonDepth = 512;

/** Parses JSON that came from outside; `undefined` when it is not JSON or nested deeper than {@link maxJsonDepth}. */
export function parseBounded(text: string): Json | undefined {
  if (text.length > maxJsonDepth && isTooDeep(text)) return undefined;
  try {
    // JSON.parse is typed `any`; what it gives is Json by definition.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = stringEnd(text, at);
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    if (depth > maxJsonDepth) return true;
  }
  return false;
}

/** Where the string that opens at `open` closes; the text's length when it does not. */
export function stringEnd(text: string, open: number): number {
  for (let end = text.indexOf('"', open + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

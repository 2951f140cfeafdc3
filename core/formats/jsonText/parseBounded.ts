import { measureJson, type Json } from '../../json';

/** Deeper JSON is treated as text: `JSON.stringify` and every recursive reader after it would overflow the stack. */
const maxJsonDepth = 512;

/**
 * Parses JSON that came from outside; `undefined` when it is not JSON or nested deeper than {@link maxJsonDepth}. Numbers are
 * JavaScript's unless `parse` is `parseJson`.
 */
export function parseBounded(text: string, parse = plainly): Json | undefined {
  if (text.length > maxJsonDepth && measureJson(text, maxJsonDepth).depth > maxJsonDepth) return undefined;
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function plainly(text: string): Json {
  // JSON.parse is typed `any`; what it gives is Json by definition.
  return JSON.parse(text) as Json;
}

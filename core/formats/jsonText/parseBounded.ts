import { measureJson, type Json } from '../../json';

/** Deeper JSON is treated as text: `JSON.stringify` and every recursive reader after it would overflow the stack. */
const maxJsonDepth = 512;

/** Parses JSON that came from outside; `undefined` when it is not JSON or nested deeper than {@link maxJsonDepth}. */
export function parseBounded(text: string): Json | undefined {
  if (text.length > maxJsonDepth && measureJson(text, maxJsonDepth).depth > maxJsonDepth) return undefined;
  try {
    // JSON.parse is typed `any`; what it gives is Json by definition.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

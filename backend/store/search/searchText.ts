import { isObject, type Json } from '@lens/core/json';

/** Indexing is what storing a call costs PostgreSQL most; older messages were indexed with the calls that brought them. */
const maxChars = 16 * 1024;
/** A run this long without a space is an image, an embedding or a signature, not something people search for. */
const maxWordChars = 512;

/**
 * The words of the final bodies, at most 16 K characters: first the whole response, then the request from its end, where
 * the newest message is. Object keys are left out.
 */
export function searchText(response: Json, request: Json): string {
  const found: string[] = [];
  let room = maxChars;
  for (const text of strings([request, response])) {
    if (room <= 0) break;
    if (text.length > maxWordChars && !/\s/.test(text.slice(0, maxWordChars))) continue;
    found.push(text.slice(0, room));
    room -= text.length + 1;
  }
  return found.join('\n');
}

/** All strings of a document, last first, with a stack of its own: documents may be nested deeper than the call stack. */
function* strings(root: Json): Iterable<string> {
  const stack: Json[] = [root];
  for (;;) {
    const value = stack.pop();
    if (value === undefined) return;
    if (typeof value === 'string') yield value;
    else if (Array.isArray(value)) for (const item of value) stack.push(item);
    else if (isObject(value)) for (const item of Object.values(value)) stack.push(item);
  }
}

import { isObject, type Json } from '@lens/core/json';
import { identitiesIn, maskIdentitiesInText } from '@lens/core/privacy';

/** Indexing is what storing a call costs PostgreSQL most; older messages were indexed with the calls that brought them. */
const maxChars = 16 * 1024;
/** A run this long without a space is an image, an embedding or a signature, not something people search for. */
const maxWordChars = 512;

/**
 * The words of the final bodies, at most 16 K characters: first the whole response, then the request from its end, where
 * the newest message is. Object keys are left out, texts that are not `isNew`, and whose call it is: search is open to
 * readers who are not told.
 */
export function searchText(response: Json, request: Json, isNew: (text: string) => boolean = () => true): string {
  const found: string[] = [];
  const bodies = [request, response].map(beginning);
  const ids = new Set(bodies.flatMap((body) => [...identitiesIn(body)]));
  const nameless = bodies.map((body) => (typeof body === 'string' ? maskIdentitiesInText(body, ids, () => '') : body));
  let room = maxChars;
  for (const text of strings(nameless)) {
    if (room <= 0) break;
    if (ids.has(text)) continue;
    if (text.length > maxWordChars && !/\s/.test(text.slice(0, maxWordChars))) continue;
    if (!isNew(text)) continue;
    found.push(text.slice(0, room));
    room -= text.length + 1;
  }
  return found.join('\n');
}

/** A body that is no JSON is one text; no more of it is looked at than is indexed. */
function beginning(body: Json): Json {
  return typeof body === 'string' ? body.slice(0, maxChars) : body;
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

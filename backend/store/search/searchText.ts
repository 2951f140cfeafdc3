import { isObject, type Json } from '@lens/core/json';
import { identitiesIn, maskIdentitiesInText } from '@lens/core/privacy';

/** Indexing is what storing a call costs PostgreSQL most; older messages were indexed with the calls that brought them. */
const maxChars = 16 * 1024;
/** A run this long without a space is an image, an embedding or a signature, not something people search for. */
const maxWordChars = 512;

/** What calls before in the conversation had. */
export interface KnownTexts {
  isNew(text: string): boolean;
  /** What of the request calls before did not have is in so many bytes of its end. */
  newBytes: number;
  /** Is told that the request was looked through: all texts that a parser finds in it are known now. */
  learned(): void;
}

const nothing: KnownTexts = { isNew: () => true, newBytes: Infinity, learned: () => undefined };

/**
 * The words of the final bodies, at most 16 K characters: first the whole response, then the request from its end, where
 * the newest message is. Object keys are left out, texts that are known, and whose call it is: search is open to readers
 * who are not told.
 */
export function searchText(response: Json, request: Json, known = nothing): string {
  const found: string[] = [];
  const bodies = [request, response].map(beginning);
  const ids = new Set(bodies.flatMap((body) => [...identitiesIn(body)]));
  const isId = belongsTo(ids);
  const [asked = null, answered = null] = bodies.map((body) => withoutIds(body, ids));
  let room = maxChars;
  for (const text of textsOf(answered, asked, known.newBytes)) {
    if (room <= 0) return found.join('\n');
    if (isId(text)) continue;
    if (text.length > maxWordChars && !/\s/.test(text.slice(0, maxWordChars))) continue;
    if (!known.isNew(text)) continue;
    found.push(text.slice(0, room));
    room -= text.length + 1;
  }
  // What is no JSON is one text: of what a parser finds in the next body that begins so nothing is known.
  if (typeof request !== 'string') known.learned();
  return found.join('\n');
}

/** A set makes a sum of a text that it is asked for: nearly all are longer than any id. */
function belongsTo(ids: ReadonlySet<string>): (text: string) => boolean {
  const longest = Math.max(0, ...Array.from(ids, (id) => id.length));
  return (text) => text.length <= longest && ids.has(text);
}

function withoutIds(body: Json, ids: ReadonlySet<string>): Json {
  return typeof body === 'string' ? maskIdentitiesInText(body, ids, () => '') : body;
}

/** A body that is no JSON is one text; no more of it is looked at than is indexed. */
function beginning(body: Json): Json {
  return typeof body === 'string' ? body.slice(0, maxChars) : body;
}

function* textsOf(response: Json, request: Json, newBytes: number): Iterable<string> {
  yield* strings(response);
  for (const value of isObject(request) ? Object.values(request).reverse() : [request])
    yield* Array.isArray(value) ? lastTexts(value, newBytes) : strings(value);
}

/**
 * The texts of a list (messages, input, tools, …), as far back as its elements are in the last `bytes` of the body: a text
 * takes at least a byte a character there. Only of lists is it certain that they are in their order: a parser puts keys
 * that are numbers first, and of two that are the same it keeps the first one's place and the last one's value.
 */
function* lastTexts(list: Json[], bytes: number): Iterable<string> {
  let passed = 0;
  for (let index = list.length - 1; index >= 0 && passed < bytes; index -= 1) {
    for (const text of strings(list[index] ?? null)) {
      passed += text.length;
      yield text;
    }
  }
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

import { isObject, own, setOwn, type Json, type JsonObject } from '../../json';

/** Fields of a part that come in pieces. `thinking` may itself be an array of parts. */
const streamed = ['text', 'thinking', 'summary'] as const;
const streamedNames: ReadonlySet<string> = new Set(streamed);

/** What such a field says goes on in the next chunk; any other field is whole in each, such as a `provider`. */
export function comesInPieces(field: string): boolean {
  return streamedNames.has(field);
}

/** Appends streamed parts to a list: a part that goes on with an earlier one is merged into it. Changes `list`. */
export function addParts(list: Json[], added: Json[]): Json[] {
  for (const part of added) {
    const target = isObject(part) ? continued(list, part) : undefined;
    if (target === undefined || !isObject(part)) list.push(part);
    else merge(target, part);
  }
  return list;
}

/** The part that `part` goes on with: the one of its `index` if it has one, else the last if it is of its type. */
function continued(list: Json[], part: JsonObject): JsonObject | undefined {
  const candidate = typeof part['index'] === 'number' ? byIndex(list, part['index']) : list.at(-1);
  return isObject(candidate) && candidate['type'] === part['type'] && isStreamed(part) ? candidate : undefined;
}

function byIndex(list: Json[], index: number): Json | undefined {
  return list.findLast((entry) => isObject(entry) && entry['index'] === index);
}

function isStreamed(part: JsonObject): boolean {
  return streamed.some((key) => part[key] !== undefined) || part['signature'] !== undefined;
}

function merge(target: JsonObject, part: JsonObject): void {
  for (const key of streamed) {
    const before = own(target, key);
    const piece = own(part, key);
    if (Array.isArray(piece)) target[key] = mergeNested(before, piece);
    else if (typeof piece === 'string') target[key] = (typeof before === 'string' ? before : '') + piece;
  }
  for (const [key, value] of Object.entries(part)) {
    if (!streamedNames.has(key) && (value !== null || own(target, key) === undefined)) setOwn(target, key, value);
  }
}

/** One level is all there is: a nested part's own texts are strings. */
function mergeNested(before: Json | undefined, pieces: Json[]): Json[] {
  const list = Array.isArray(before) ? before : [];
  for (const piece of pieces) {
    const last = list.at(-1);
    if (isObject(last) && isObject(piece) && last['type'] === piece['type'] && typeof piece['text'] === 'string') {
      last['text'] = (typeof last['text'] === 'string' ? last['text'] : '') + piece['text'];
    } else list.push(piece);
  }
  return list;
}

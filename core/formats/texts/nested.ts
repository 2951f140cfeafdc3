import { setOwn, type Json, type JsonObject } from '../../json';

/** An object in which `text` stands at this path of keys, and nothing else does; numbers are places of a list. */
export function nested(path: readonly string[], text: string): JsonObject {
  const [key = 'text', ...rest] = path;
  const [next] = rest;
  const inner: Json =
    next === undefined ? text : /^\d+$/.test(next) ? [nested(rest.slice(1), text)] : nested(rest, text);
  const holder: JsonObject = {};
  setOwn(holder, key, inner);
  return holder;
}

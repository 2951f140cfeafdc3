import type { Json, JsonObject } from '../../json';

/** The value of an own key; undefined when there is none, whatever `Object.prototype` offers under that name. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

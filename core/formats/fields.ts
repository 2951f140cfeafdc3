import { isObject, type Json, type JsonObject } from '../json';

/** A token count; null for anything that is none. */
export function count(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

/** The object in a field; an empty one when there is none. */
export function objectAt(holder: JsonObject, key: string): JsonObject {
  const value = holder[key];
  return isObject(value) ? value : {};
}

/** The text in a field; null for anything that is none. */
export function textAt(holder: JsonObject, key: string): string | null {
  const value = holder[key];
  return typeof value === 'string' ? value : null;
}

import { isObject, SpelledNumber, type Json, type JsonObject } from '../json';

/** A token count; null for anything that is none. */
export function count(value: Json | undefined): number | null {
  const number = value instanceof SpelledNumber ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
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

import { isObject, setOwn, SpelledNumber, type Json, type JsonObject } from '../json';
import { afford, maskText, MASKED_WHOLE, type Masker } from './masker';
import { WIRE_KEYS, WIRE_VALUES } from './wireWords';

/** A key may get a new name. */
const STEPS_PER_KEY = 4;

/** What nests deeper is masked as a whole. */
const MAX_DEPTH = 150;

/**
 * A value of the original with its secrets masked: all strings, numbers and keys when it was redacted as a whole, else
 * those that contain a text that was masked elsewhere. The very value when there are none.
 */
export function maskValue(value: Json, whole: boolean, masker: Masker, key = '', depth = 0): Json {
  if (typeof value === 'string') return maskString(value, whole, masker, key);
  if (typeof value === 'number' || value instanceof SpelledNumber)
    return whole || masker.known.within(String(value)) ? maskText(String(value), masker) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (!whole && masker.known.empty) return value;
  if (depth > MAX_DEPTH) {
    masker.masked = true;
    return MASKED_WHOLE;
  }
  if (!afford(masker, costOf(value), [])) return MASKED_WHOLE;
  if (!isObject(value)) {
    const elements = value.map((element) => maskValue(element, whole, masker, key, depth + 1));
    return elements.some((element, index) => element !== value[index]) ? elements : value;
  }
  return maskObject(value, whole, masker, depth);
}

function costOf(value: Json[] | JsonObject): number {
  return Array.isArray(value) ? value.length : STEPS_PER_KEY * Object.keys(value).length;
}

function maskString(text: string, whole: boolean, masker: Masker, key: string): string {
  if (text === '' || ((key === 'role' || key === 'type') && WIRE_VALUES.has(text))) return text;
  return whole || masker.known.within(text) ? maskText(text, masker) : text;
}

function maskObject(value: JsonObject, whole: boolean, masker: Masker, depth: number): JsonObject {
  const result: JsonObject = {};
  const nameOf = keyNamer(value);
  let changed = false;
  for (const key of Object.keys(value)) {
    const before = value[key] ?? null;
    const name = nameOf(maskKey(key, whole, masker), key);
    const after = maskValue(before, whole, masker, key, depth + 1);
    changed ||= name !== key || after !== before;
    setOwn(result, name, after);
  }
  return changed ? result : value;
}

/** A key that was redacted away is masked as well, unless the final body or the format shows the name anyway. */
export function maskKey(key: string, whole: boolean, masker: Masker): string {
  if (masker.visibleKeys.has(key) || WIRE_KEYS.has(key)) return key;
  if (!whole && !masker.known.within(key)) return key;
  return maskText(key, masker);
}

/** Gives each masked key of an object a name that is not taken: digests that begin alike must not make two keys one. */
export function keyNamer(...objects: JsonObject[]): (masked: string, key: string) => string {
  const used = new Map<string, number>();
  const isTaken = (name: string): boolean => used.has(name) || objects.some((object) => Object.hasOwn(object, name));
  return (masked, key) => {
    if (masked === key) return key;
    let count = used.get(masked) ?? 0;
    let name = masked;
    while (isTaken(name)) name = `${masked} (${++count + 1})`;
    used.set(masked, count);
    used.set(name, 0);
    return name;
  };
}

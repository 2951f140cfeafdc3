import { setOwn } from '../diff';
import { isObject, type Json, type JsonObject } from '../json';
import { maskText, type Masker } from './masker';
import { WIRE_KEYS, WIRE_VALUES } from './wireWords';

/** What nests deeper is masked as a whole. */
const MAX_DEPTH = 150;

/**
 * A value of the original with its secrets masked: all strings, numbers and keys when it was redacted as a whole, else
 * those that contain a text that was masked elsewhere. The very value when there are none.
 */
export function maskValue(value: Json, whole: boolean, masker: Masker, key = '', depth = 0): Json {
  if (typeof value === 'string') return maskString(value, whole, masker, key);
  if (typeof value === 'number')
    return whole || masker.known.within(String(value)) ? maskText(String(value), masker) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (!whole && masker.known.size === 0) return value;
  if (depth > MAX_DEPTH) {
    masker.masked = true;
    return '[masked]';
  }
  if (!isObject(value)) {
    const elements = value.map((element) => maskValue(element, whole, masker, key, depth + 1));
    return elements.some((element, index) => element !== value[index]) ? elements : value;
  }
  return maskObject(value, whole, masker, depth);
}

function maskString(text: string, whole: boolean, masker: Masker, key: string): string {
  if (text === '' || ((key === 'role' || key === 'type') && WIRE_VALUES.has(text))) return text;
  return whole || masker.known.within(text) ? maskText(text, masker) : text;
}

function maskObject(value: JsonObject, whole: boolean, masker: Masker, depth: number): JsonObject {
  const result: JsonObject = {};
  let changed = false;
  for (const key of Object.keys(value)) {
    const before = value[key] ?? null;
    const name = unusedName(maskKey(key, whole, masker), key, result, value);
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
  masker.maskedKeys = true;
  return maskText(key, masker);
}

/** Two masked keys whose digests begin alike must not become one. */
export function unusedName(name: string, key: string, ...objects: JsonObject[]): string {
  if (name === key) return name;
  let unused = name;
  for (let count = 2; objects.some((object) => Object.hasOwn(object, unused)); count++) unused = `${name} (${count})`;
  return unused;
}

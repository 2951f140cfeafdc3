import type { Json } from '@lens/core/json';

/** Digits or an exponent beyond what a double keeps; also found in texts, which only costs time. */
const mayBeRounded = /\d{16}|\de[+-]?\d/i;

/** How numbers of an object or array are written where JavaScript would write them otherwise, by their key. */
type Spellings = Map<object, Map<string, string>>;

/**
 * `value` as JSON, in which a number that stands where it stood in `source` is written as it was there: who redacts one
 * text must not round a seed or an id that JavaScript can't hold.
 */
export function writeLike(source: string, value: Json): string {
  if (!mayBeRounded.test(source)) return JSON.stringify(value);
  const spellings: Spellings = new Map();
  const known = JSON.parse(source, function (key, member, context) {
    if (typeof member === 'number' && String(member) !== context?.source) spell(spellings, this, key, context?.source);
    return member;
  });
  return spellings.size === 0 ? JSON.stringify(value) : writeSpelled(value, known, spellings);
}

function spell(spellings: Spellings, holder: object, key: string, text = ''): void {
  const own = spellings.get(holder) ?? new Map<string, string>();
  spellings.set(holder, own.set(key, text));
}

/** Goes through `value` with what stood at the same places of `known`. */
function writeSpelled(value: Json, known: Json, spellings: Spellings): string {
  const counterparts = new Map<unknown, object>();
  if (typeof known === 'object' && known !== null) counterparts.set(value, known);
  return JSON.stringify(value, function (this: unknown, key: string, member: unknown) {
    const holder = counterparts.get(this);
    if (holder === undefined) return member;
    // Its own members alone: `__proto__` is one like the others.
    const before: unknown = Object.getOwnPropertyDescriptor(holder, key)?.value;
    if (typeof member === 'object' && typeof before === 'object' && before !== null) counterparts.set(member, before);
    const text = Object.is(member, before) ? spellings.get(holder)?.get(key) : undefined;
    return text === undefined ? member : JSON.rawJSON?.(text);
  });
}

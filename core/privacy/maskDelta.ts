import { parseEmbedded, type ArrayItem, type Delta, type ObjectEntry, type TextSpan } from '../diff';
import { SpelledNumber, isObject, setOwn, type Json, type JsonObject, type Path } from '../json';
import { entryGains, gainsMark } from './gainsMark';
import { afford, maskText, MASKED_WHOLE, type Masker } from './masker';
import { keyNamer, maskKey, maskValue } from './maskValue';

/** Where masking is: the values of both sides, their paths, and whether a mark was gained beside them. */
interface Place {
  left: Json;
  right: Json;
  leftPath: Path;
  rightPath: Path;
  /** Something in an enclosing array, or added to the enclosing object, shows a new mark: this may be what it hides. */
  beside: boolean;
}

/** The left side and the delta with their secrets masked; they belong together as before. */
interface Masked {
  left: Json;
  delta: Delta;
}

export function maskDelta(delta: Delta, place: Place, masker: Masker): Masked {
  switch (delta.kind) {
    case 'same':
      return { left: place.left, delta };
    case 'replace': {
      const left = maskValue(delta.left, isSecret(delta, place, masker), masker, lastKey(place.leftPath));
      return { left, delta: { ...delta, left } };
    }
    case 'text':
      return maskTextDelta(delta, place, masker);
    case 'embedded':
      return maskEmbedded(delta, place, masker);
    case 'object':
      if (!afford(masker, costOfObject(delta.entries, place.left), place.rightPath)) return maskWhole(place);
      return maskObjectDelta(delta.entries, place, masker);
    case 'array':
      if (!afford(masker, delta.items.length, place.rightPath)) return maskWhole(place);
      return maskArrayDelta(delta.items, place, masker);
  }
}

/** A removed key may get a new name, which takes longer than all else. */
const STEPS_PER_REMOVED_KEY = 4;

function costOfObject(entries: ObjectEntry[], left: Json): number {
  const removed = entries.filter((entry) => entry.kind === 'remove').length;
  return Object.keys(isObject(left) ? left : {}).length + entries.length + STEPS_PER_REMOVED_KEY * removed;
}

function maskWhole({ right }: Place): Masked {
  return { left: MASKED_WHOLE, delta: { kind: 'replace', left: MASKED_WHOLE, right } };
}

function isSecret(delta: Delta, { right, leftPath, rightPath, beside }: Place, masker: Masker): boolean {
  if (beside || masker.touched(leftPath, rightPath)) return true;
  return (masker.marksTell && gainsMark(delta, right, masker.gains)) || masker.coarse(rightPath);
}

function lastKey(path: Path): string {
  const key = path.at(-1);
  return typeof key === 'string' ? key : '';
}

/**
 * All removed spans are masked if one is a secret, or a secret from elsewhere stands in the text: an alignment by words
 * may have split it. Text that stands beside a
 * new mark was compared with its own earlier version as far as policies are known; without them it is masked as well.
 */
function maskTextDelta(delta: Extract<Delta, { kind: 'text' }>, place: Place, masker: Masker): Masked {
  const text = typeof place.left === 'string' ? place.left : '';
  const whole =
    isSecret(delta, { ...place, beside: place.beside && masker.marksOnly }, masker) || masker.known.within(text);
  const isExact = !masker.coarse(place.rightPath);
  let left = '';
  let position = 0;
  const spans = delta.spans.map((span): TextSpan => {
    if (span.op === 'add') return span;
    const length = span.op === 'keep' ? span.length : span.text.length;
    const masked =
      span.op === 'remove' && whole && !(isExact && isHarmless(span, masker)) ? maskText(span.text, masker) : null;
    left += masked ?? text.slice(position, position + length);
    position += length;
    return masked === null || span.op === 'keep' ? span : { ...span, text: masked };
  });
  return { left, delta: { ...delta, spans } };
}

/** Whatever else in the text is secret. */
function isHarmless({ text, by }: Extract<TextSpan, { op: 'remove' }>, { harmless, known }: Masker): boolean {
  return by !== undefined && harmless.has(by) && !known.within(text);
}

/** The text is written anew when anything in it is masked: spacing and repeated keys of the old one may tell secrets. */
function maskEmbedded(delta: Extract<Delta, { kind: 'embedded' }>, place: Place, masker: Masker): Masked {
  const left = parseEmbedded(delta.left) ?? null;
  const right = parseEmbedded(delta.right) ?? null;
  const inner = maskDelta(delta.delta, { ...place, left, right }, masker);
  const rewritten = inner.left !== left || isSecret(delta, place, masker) || masker.known.within(delta.left);
  if (!rewritten) return { left: delta.left, delta };
  masker.masked = true;
  const text = JSON.stringify(inner.left);
  return { left: text, delta: { ...delta, left: text, delta: inner.delta } };
}

function maskObjectDelta(entries: ObjectEntry[], place: Place, masker: Masker): Masked {
  const left = isObject(place.left) ? place.left : {};
  const right = isObject(place.right) ? place.right : {};
  const replaced =
    masker.marksTell && entries.some((entry) => entry.kind === 'add' && entryGains(entry, right, masker.gains));
  const here = { ...place, beside: place.beside || replaced };
  const nameOf = keyNamer(left, right);
  const maskedLeft: JsonObject = {};
  const changed = new Map<string, { key: string; value: Json }>();
  const masked = entries.map((entry): ObjectEntry => {
    if (entry.kind === 'add') return entry;
    const leftPath = [...place.leftPath, entry.key];
    if (entry.kind === 'remove') {
      const whole = here.beside || masker.touched(leftPath, null);
      const key = nameOf(maskKey(entry.key, whole, masker), entry.key);
      const value = maskValue(entry.value, whole, masker, entry.key);
      changed.set(entry.key, { key, value });
      return { ...entry, key, value };
    }
    const inner = maskDelta(entry.delta, childPlace(here, entry.key, entry.key), masker);
    changed.set(entry.key, { key: entry.key, value: inner.left });
    return { ...entry, delta: inner.delta };
  });
  for (const key of Object.keys(left)) {
    const other = changed.get(key);
    setOwn(maskedLeft, other?.key ?? key, other === undefined ? (left[key] ?? null) : other.value);
  }
  return { left: maskedLeft, delta: { kind: 'object', entries: masked } };
}

function childPlace(place: Place, left: string | number, right: string | number): Place {
  return {
    left: childOf(place.left, left),
    right: childOf(place.right, right),
    leftPath: [...place.leftPath, left],
    rightPath: [...place.rightPath, right],
    beside: place.beside,
  };
}

function childOf(value: Json, step: string | number): Json {
  if (Array.isArray(value)) return (typeof step === 'number' ? value[step] : undefined) ?? null;
  return isObject(value) && Object.hasOwn(value, String(step)) ? (value[String(step)] ?? null) : null;
}

function maskArrayDelta(items: ArrayItem[], place: Place, masker: Masker): Masked {
  const delta: Delta = { kind: 'array', items };
  const gained = masker.marksTell && gainsMark(delta, place.right, masker.gains);
  const beside = place.beside || gained || masker.coarse(place.rightPath);
  const here = { ...place, beside };
  const left = Array.isArray(place.left) ? [...place.left] : [];
  const masked = items.map((item): ArrayItem => {
    if (item.kind === 'remove') {
      const whole = here.beside || masker.touched([...place.leftPath, item.left], null);
      const value = maskValue(item.value, whole, masker, lastKey(place.leftPath));
      left[item.left] = value;
      return { ...item, value };
    }
    if (item.kind !== 'change' && item.kind !== 'move') return item;
    const inner = maskDelta(item.delta, childPlace(here, item.left, item.right), masker);
    left[item.left] = inner.left;
    return { ...item, delta: inner.delta };
  });
  return { left, delta: { kind: 'array', items: masked } };
}

/** The keys that a body shows, on any depth and inside JSON texts. */
export function keysOf(body: Json): Set<string> {
  const keys = new Set<string>();
  const stack: Json[] = [body];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const value = typeof next === 'string' ? parseEmbedded(next) : next;
    if (typeof value !== 'object' || value === null || value instanceof SpelledNumber) continue;
    for (const child of isObject(value) ? Object.values(value) : value) stack.push(child);
    if (isObject(value)) for (const key of Object.keys(value)) keys.add(key);
  }
  return keys;
}

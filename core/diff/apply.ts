import { isObject, own, setOwn, type Json, type JsonObject } from '../json';
import { DeltaMismatch } from './errors';
import type { ArrayItem, Delta, ObjectEntry, TextSpan } from './types';

/**
 * The right side, built from the left one. What did not change is shared with `left`, not copied: treat both as
 * immutable. Throws `DeltaMismatch` when the delta was made from another body.
 */
export function apply(delta: Delta, left: Json): Json {
  switch (delta.kind) {
    case 'same':
      return left;
    case 'replace':
    case 'embedded':
      return delta.right;
    case 'text':
      if (typeof left !== 'string') throw new DeltaMismatch('a string');
      return applySpans(delta.spans, left);
    case 'object':
      if (!isObject(left)) throw new DeltaMismatch('an object');
      return applyEntries(delta.entries, left);
    case 'array':
      if (!Array.isArray(left)) throw new DeltaMismatch('an array');
      return applyItems(delta.items, left);
  }
}

function applySpans(spans: TextSpan[], left: string): string {
  let text = '';
  let position = 0;
  for (const span of spans) {
    if (span.op === 'keep') {
      text += left.slice(position, position + span.length);
      position += span.length;
    } else if (span.op === 'remove') {
      position += span.text.length;
    } else {
      text += span.text;
    }
  }
  if (position !== left.length) throw new DeltaMismatch(`a string of ${position} characters`);
  return text;
}

function applyEntries(entries: ObjectEntry[], left: JsonObject): JsonObject {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const right: JsonObject = {};
  for (const key of Object.keys(left)) {
    const entry = byKey.get(key);
    if (entry?.kind === 'remove') continue;
    const value = own(left, key) ?? null;
    setOwn(right, key, entry?.kind === 'change' ? apply(entry.delta, value) : value);
  }
  for (const entry of entries) {
    if (entry.kind === 'add') setOwn(right, entry.key, entry.value);
    else if (!Object.hasOwn(left, entry.key)) throw new DeltaMismatch('a key that is not there');
  }
  return right;
}

function applyItems(items: ArrayItem[], left: Json[]): Json[] {
  const right = new Array<Json>(items.reduce((length, item) => length + rightLength(item), 0)).fill(null);
  for (const item of items) {
    if (item.kind === 'keep') {
      for (let offset = 0; offset < item.count; offset++) {
        right[item.right + offset] = elementAt(left, item.left + offset);
      }
    } else if (item.kind === 'add') {
      right[item.right] = item.value;
    } else if (item.kind === 'change' || item.kind === 'move') {
      right[item.right] = apply(item.delta, elementAt(left, item.left));
    }
  }
  return right;
}

function rightLength(item: ArrayItem): number {
  if (item.kind === 'keep') return item.count;
  return item.kind === 'remove' || item.kind === 'gone' ? 0 : 1;
}

function elementAt(array: Json[], index: number): Json {
  const element = array[index];
  if (element === undefined) throw new DeltaMismatch(`an array of more than ${index} elements`);
  return element;
}

import { isObject, own, parseJson, type Json } from '../../json';
import { apply } from '../apply';
import { DeltaMismatch } from '../errors';
import type { ArrayItem, Delta, ObjectEntry, TextSpan } from '../types';
import type { PackedDelta, PackedEntry, PackedItem, PackedSpan } from './types';

/** The delta that `packDelta` packed, with what it left out read from its left side. Throws `DeltaMismatch` on another body. */
export function unpackDelta(packed: PackedDelta, left: Json): Delta {
  if (packed === null) return { kind: 'same' };
  switch (packed[0]) {
    case '=':
      return { kind: 'replace', left, right: packed[1], ...byOf(packed[2]) };
    case '~':
      if (typeof left !== 'string') throw new DeltaMismatch('a string');
      return { kind: 'text', spans: unpackSpans(packed[1], left), ...byOf(packed[2]) };
    case '"':
      if (typeof left !== 'string') throw new DeltaMismatch('a string');
      return unpackEmbedded(packed[1], packed[2], left);
    case '{':
      return { kind: 'object', entries: packed[1].map((entry) => unpackEntry(entry, left)) };
    case '[':
      return { kind: 'array', items: packed[1].map((item) => unpackItem(item, left)) };
  }
}

function unpackSpans(spans: PackedSpan[], left: string): TextSpan[] {
  let position = 0;
  return spans.map((span): TextSpan => {
    const [change, by] = Array.isArray(span) ? span : [span, undefined];
    const named = by === undefined ? {} : { by };
    if (typeof change === 'string') return { op: 'add', text: change, ...named };
    const start = position;
    position += Math.abs(change);
    return change < 0 ? { op: 'remove', text: left.slice(start, position), ...named } : { op: 'keep', length: change };
  });
}

function unpackEmbedded(packed: PackedDelta, right: string | undefined, left: string): Delta {
  const value = parse(left);
  const delta = unpackDelta(packed, value);
  return { kind: 'embedded', left, right: right ?? JSON.stringify(apply(delta, value)), delta };
}

function parse(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw new DeltaMismatch('a string that holds JSON');
  }
}

function unpackEntry(entry: PackedEntry, left: Json): ObjectEntry {
  const key = entry[1];
  if (entry[0] === '+') return { kind: 'add', key, value: entry[2], ...byOf(entry[3]) };
  const value = isObject(left) ? own(left, key) : undefined;
  if (value === undefined) throw new DeltaMismatch('a key that is not there');
  return entry[0] === '-'
    ? { kind: 'remove', key, value, ...byOf(entry[2]) }
    : { kind: 'change', key, delta: unpackDelta(entry[2], value) };
}

function unpackItem(item: PackedItem, left: Json): ArrayItem {
  switch (item[0]) {
    case '=':
      return { kind: 'keep', left: item[1], right: item[2], count: item[3] };
    case '.':
      return { kind: 'gone', left: item[1], right: item[2] };
    case '+':
      return { kind: 'add', right: item[1], value: item[2], ...byOf(item[3]) };
    case '-':
      return { kind: 'remove', left: item[1], value: elementOf(left, item[1]), ...byOf(item[2]) };
    case '~':
      return { kind: 'change', left: item[1], right: item[2], delta: unpackDelta(item[3], elementOf(left, item[1])) };
    case '>': {
      const delta = unpackDelta(item[3], elementOf(left, item[1]));
      return { kind: 'move', left: item[1], right: item[2], delta, ...byOf(item[4]) };
    }
  }
}

function elementOf(left: Json, index: number): Json {
  const value = Array.isArray(left) ? left[index] : undefined;
  if (value === undefined) throw new DeltaMismatch(`an array of more than ${index} elements`);
  return value;
}

function byOf(by: string[] | undefined): { by?: string[] } {
  return by === undefined ? {} : { by };
}

import { isObject, own, type Json } from '../../json';
import { apply } from '../apply';
import { DeltaMismatch } from '../errors';
import type { ArrayItem, Delta, ObjectEntry, TextSpan } from '../types';
import type { PackedDelta, PackedEntry, PackedItem, PackedSpan } from './types';

/** The delta that `packDelta` packed, with what it left out read from its left side. Throws `DeltaMismatch` on another body. */
export function unpackDelta(packed: PackedDelta, left: Json): Delta {
  switch (packed.kind) {
    case 'same':
      return packed;
    case 'replace':
      return { ...packed, left };
    case 'text':
      if (typeof left !== 'string') throw new DeltaMismatch('a string');
      return { ...packed, spans: unpackSpans(packed.spans, left) };
    case 'embedded':
      if (typeof left !== 'string') throw new DeltaMismatch('a string');
      return unpackEmbedded(packed, left);
    case 'object':
      return { kind: 'object', entries: packed.entries.map((entry) => unpackEntry(entry, left)) };
    case 'array':
      return { kind: 'array', items: packed.items.map((item) => unpackItem(item, left)) };
  }
}

function unpackSpans(spans: PackedSpan[], left: string): TextSpan[] {
  let position = 0;
  return spans.map((span): TextSpan => {
    if (typeof span === 'number') {
      position += span;
      return { op: 'keep', length: span };
    }
    const by = span.by === undefined ? {} : { by: span.by };
    if ('add' in span) return { op: 'add', text: span.add, ...by };
    return { op: 'remove', text: left.slice(position, (position += span.cut)), ...by };
  });
}

function unpackEmbedded({ right, delta }: Extract<PackedDelta, { kind: 'embedded' }>, left: string): Delta {
  const value = parse(left);
  const inner = unpackDelta(delta, value);
  return { kind: 'embedded', left, right: right ?? JSON.stringify(apply(inner, value)), delta: inner };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new DeltaMismatch('a string that holds JSON');
  }
}

function unpackEntry(entry: PackedEntry, left: Json): ObjectEntry {
  if (entry.kind === 'add') return entry;
  const value = isObject(left) ? own(left, entry.key) : undefined;
  if (value === undefined) throw new DeltaMismatch('a key that is not there');
  return entry.kind === 'remove' ? { ...entry, value } : { ...entry, delta: unpackDelta(entry.delta, value) };
}

function unpackItem(item: PackedItem, left: Json): ArrayItem {
  if (item.kind === 'keep' || item.kind === 'gone' || item.kind === 'add') return item;
  const value = Array.isArray(left) ? left[item.left] : undefined;
  if (value === undefined) throw new DeltaMismatch(`an array of more than ${item.left} elements`);
  return item.kind === 'remove' ? { ...item, value } : { ...item, delta: unpackDelta(item.delta, value) };
}

import type { Json } from '../../json';
import { apply } from '../apply';
import type { ArrayItem, Delta, ObjectEntry, TextSpan } from '../types';
import type { PackedDelta, PackedEntry, PackedItem, PackedSpan } from './types';

/** Takes out of a delta what its left side holds. Loses nothing: `unpackDelta(packDelta(delta), left)` is the delta. */
export function packDelta(delta: Delta): PackedDelta {
  switch (delta.kind) {
    case 'same':
      return delta;
    case 'replace':
      return { kind: 'replace', right: delta.right, ...byOf(delta) };
    case 'text':
      return { kind: 'text', spans: delta.spans.map(packSpan), ...byOf(delta) };
    case 'embedded':
      return packEmbedded(delta);
    case 'object':
      return { kind: 'object', entries: delta.entries.map(packEntry) };
    case 'array':
      return { kind: 'array', items: delta.items.map(packItem) };
  }
}

function packSpan(span: TextSpan): PackedSpan {
  if (span.op === 'keep') return span.length;
  const by = span.by === undefined ? {} : { by: span.by };
  return span.op === 'remove' ? { cut: span.text.length, ...by } : { add: span.text, ...by };
}

/** Policies write JSON texts without spacing, so the right text mostly follows from its value. */
function packEmbedded({ left, right, delta }: Extract<Delta, { kind: 'embedded' }>): PackedDelta {
  const packed = packDelta(delta);
  // The engine parsed it, or there would be no such delta.
  const value = JSON.parse(left) as Json;
  const follows = JSON.stringify(apply(delta, value)) === right;
  return follows ? { kind: 'embedded', delta: packed } : { kind: 'embedded', right, delta: packed };
}

function packEntry(entry: ObjectEntry): PackedEntry {
  switch (entry.kind) {
    case 'add':
      return entry;
    case 'remove':
      return { kind: 'remove', key: entry.key, ...byOf(entry) };
    case 'change':
      return { ...entry, delta: packDelta(entry.delta) };
  }
}

function packItem(item: ArrayItem): PackedItem {
  switch (item.kind) {
    case 'keep':
    case 'gone':
    case 'add':
      return item;
    case 'remove':
      return { kind: 'remove', left: item.left, ...byOf(item) };
    case 'change':
    case 'move':
      return { ...item, delta: packDelta(item.delta) };
  }
}

function byOf({ by }: { by?: string[] }): { by?: string[] } {
  return by === undefined ? {} : { by };
}

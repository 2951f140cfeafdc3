import { parseJson } from '../../json';
import { apply } from '../apply';
import type { ArrayItem, Delta, ObjectEntry, TextSpan } from '../types';
import type { PackedDelta, PackedEntry, PackedItem, PackedSpan } from './types';

/** Takes out of a delta what its left side holds. Loses nothing: `unpackDelta(packDelta(delta), left)` is the delta. */
export function packDelta(delta: Delta): PackedDelta {
  switch (delta.kind) {
    case 'same':
      return null;
    case 'replace':
      return ['=', delta.right, ...byOf(delta)];
    case 'text':
      return ['~', delta.spans.map(packSpan), ...byOf(delta)];
    case 'embedded':
      return packEmbedded(delta);
    case 'object':
      return ['{', delta.entries.map(packEntry)];
    case 'array':
      return ['[', delta.items.map(packItem)];
  }
}

function packSpan(span: TextSpan): PackedSpan {
  if (span.op === 'keep') return span.length;
  const change = span.op === 'remove' ? -span.text.length : span.text;
  return span.by === undefined ? change : [change, span.by];
}

/** Policies write JSON texts without spacing, so the right text mostly follows from its value. */
function packEmbedded({ left, right, delta }: Extract<Delta, { kind: 'embedded' }>): PackedDelta {
  const packed = packDelta(delta);
  // The engine parsed it, or there would be no such delta.
  const value = parseJson(left);
  const follows = JSON.stringify(apply(delta, value)) === right;
  return follows ? ['"', packed] : ['"', packed, right];
}

function packEntry(entry: ObjectEntry): PackedEntry {
  switch (entry.kind) {
    case 'add':
      return ['+', entry.key, entry.value, ...byOf(entry)];
    case 'remove':
      return ['-', entry.key, ...byOf(entry)];
    case 'change':
      return ['~', entry.key, packDelta(entry.delta)];
  }
}

function packItem(item: ArrayItem): PackedItem {
  switch (item.kind) {
    case 'keep':
      return ['=', item.left, item.right, item.count];
    case 'gone':
      return ['.', item.left, item.right];
    case 'add':
      return ['+', item.right, item.value, ...byOf(item)];
    case 'remove':
      return ['-', item.left, ...byOf(item)];
    case 'change':
      return ['~', item.left, item.right, packDelta(item.delta)];
    case 'move':
      return ['>', item.left, item.right, packDelta(item.delta), ...byOf(item)];
  }
}

function byOf({ by }: { by?: string[] }): [by?: string[]] {
  return by === undefined ? [] : [by];
}

import type { ArrayItem, Delta, ObjectEntry, TextSpan } from './types';

/** The delta that leads from right to left. */
export function invert(delta: Delta): Delta {
  switch (delta.kind) {
    case 'same':
      return delta;
    case 'replace':
      return { ...delta, left: delta.right, right: delta.left };
    case 'text':
      return { ...delta, spans: delta.spans.map(invertSpan) };
    case 'embedded':
      return { kind: 'embedded', left: delta.right, right: delta.left, delta: invert(delta.delta) };
    case 'object':
      return { kind: 'object', entries: delta.entries.map(invertEntry) };
    case 'array':
      return { kind: 'array', items: delta.items.map(invertItem) };
  }
}

function invertSpan(span: TextSpan): TextSpan {
  if (span.op === 'keep') return span;
  return { ...span, op: span.op === 'add' ? 'remove' : 'add' };
}

function invertEntry(entry: ObjectEntry): ObjectEntry {
  if (entry.kind === 'change') return { ...entry, delta: invert(entry.delta) };
  return { ...entry, kind: entry.kind === 'add' ? 'remove' : 'add' };
}

function invertItem(item: ArrayItem): ArrayItem {
  switch (item.kind) {
    case 'add':
      return { ...withBy(item), kind: 'remove', left: item.right, value: item.value };
    case 'remove':
      return { ...withBy(item), kind: 'add', right: item.left, value: item.value };
    case 'change':
    case 'move':
      return { ...item, left: item.right, right: item.left, delta: invert(item.delta) };
    case 'keep':
    case 'gone':
      return { ...item, left: item.right, right: item.left };
  }
}

function withBy(item: { by?: string[] }): { by?: string[] } {
  return item.by === undefined ? {} : { by: item.by };
}

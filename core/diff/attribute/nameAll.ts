import type { ArrayItem, Delta, ObjectEntry } from '../types';

/** The delta with one policy named for everything: that of a chain in which it alone changed anything. */
export function nameAll(delta: Delta, policy: string): Delta {
  const by = [policy];
  switch (delta.kind) {
    case 'same':
      return delta;
    case 'replace':
      return { ...delta, by };
    case 'text':
      return { ...delta, spans: delta.spans.map((span) => (span.op === 'keep' ? span : { ...span, by: policy })), by };
    case 'embedded':
      return { ...delta, delta: nameAll(delta.delta, policy) };
    case 'object':
      return { kind: 'object', entries: delta.entries.map((entry) => nameEntry(entry, policy)) };
    case 'array':
      return { kind: 'array', items: delta.items.map((item) => nameItem(item, policy)) };
  }
}

function nameEntry(entry: ObjectEntry, policy: string): ObjectEntry {
  if (entry.kind === 'change') return { ...entry, delta: nameAll(entry.delta, policy) };
  return { ...entry, by: [policy] };
}

function nameItem(item: ArrayItem, policy: string): ArrayItem {
  switch (item.kind) {
    case 'keep':
    case 'gone':
      return item;
    case 'add':
    case 'remove':
      return { ...item, by: [policy] };
    case 'change':
      return { ...item, delta: nameAll(item.delta, policy) };
    case 'move':
      return { ...item, delta: nameAll(item.delta, policy), by: [policy] };
  }
}

import type { Path } from '../../json';
import type { ArrayItem, Delta, ObjectEntry } from '../types';

/** What a delta did to one value of its left side. */
export interface Located {
  /** Where the value is on the right side; null when it is gone, or replaced together with what it was part of. */
  path: Path | null;
  /** What happened to the value itself. */
  delta: Delta;
  /** It changed its place among its siblings. */
  moved: boolean;
  /** Set when the value is inside a text that was edited: where that text is on the right side. */
  text?: Path;
}

const SAME: Delta = { kind: 'same' };

/** Follows the value at `path` of the left side through a delta. */
export function locate(delta: Delta, path: Path): Located {
  const to: (string | number)[] = [];
  let here = delta;
  let moved = false;
  for (const step of path) {
    if (here.kind === 'embedded') here = here.delta;
    if (here.kind === 'same') {
      to.push(step);
      moved = false;
      continue;
    }
    const child = childAt(here, step);
    if (child === null) {
      const lost = { path: null, delta: here, moved: false };
      return here.kind === 'text' ? { ...lost, text: to } : lost;
    }
    to.push(child.step);
    here = child.delta;
    moved = child.moved;
  }
  return { path: to, delta: here, moved };
}

interface Child {
  step: string | number;
  delta: Delta;
  moved: boolean;
}

/** Null when the child is gone. */
function childAt(delta: Delta, step: string | number): Child | null {
  if (delta.kind === 'object') {
    const entry = entriesByKey(delta.entries).get(String(step));
    if (entry?.kind === 'remove' || entry?.kind === 'add') return null;
    return { step, delta: entry?.kind === 'change' ? entry.delta : SAME, moved: false };
  }
  if (delta.kind !== 'array' || typeof step !== 'number') return null;
  const item = itemsByLeft(delta.items)[step];
  if (item === undefined || item.kind === 'remove') return null;
  if (item.kind === 'keep') return { step: item.right + step - item.left, delta: SAME, moved: false };
  return { step: item.right, delta: item.delta, moved: item.kind === 'move' };
}

const keys = new WeakMap<ObjectEntry[], Map<string, ObjectEntry>>();

function entriesByKey(entries: ObjectEntry[]): Map<string, ObjectEntry> {
  let index = keys.get(entries);
  if (index === undefined) keys.set(entries, (index = new Map(entries.map((entry) => [entry.key, entry]))));
  return index;
}

type LeftItem = Exclude<ArrayItem, { kind: 'add' | 'gone' }>;

const indexes = new WeakMap<ArrayItem[], LeftItem[]>();

/** The item that tells of each element of the left side. */
function itemsByLeft(items: ArrayItem[]): LeftItem[] {
  const known = indexes.get(items);
  if (known !== undefined) return known;
  const index: LeftItem[] = [];
  for (const item of items) {
    if (item.kind === 'add' || item.kind === 'gone') continue;
    const count = item.kind === 'keep' ? item.count : 1;
    for (let offset = 0; offset < count; offset++) index[item.left + offset] = item;
  }
  indexes.set(items, index);
  return index;
}

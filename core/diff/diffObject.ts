import { own, type Json, type JsonObject } from '../json';
import { diffChild, type DiffContext } from './context';
import type { Delta, ObjectEntry } from './types';
import { pushAll } from './value/pushAll';

/** Compares two objects key by key, whatever the order of their keys. */
export function diffObject(left: JsonObject, right: JsonObject, context: DiffContext): Delta {
  const removed = removedAfter(left, right);
  const entries: ObjectEntry[] = [...(removed?.get(null) ?? [])];
  for (const key of Object.keys(right)) {
    const entry = diffKey(key, own(left, key), right[key] ?? null, context);
    if (entry !== null) entries.push(entry);
    const following = removed?.get(key);
    if (following !== undefined) pushAll(entries, following);
  }
  return entries.length === 0 ? { kind: 'same' } : { kind: 'object', entries };
}

function diffKey(key: string, left: Json | undefined, right: Json, context: DiffContext): ObjectEntry | null {
  if (left === undefined) return { kind: 'add', key, value: right };
  const delta = diffChild(key, left, right, context);
  return delta.kind === 'same' ? null : { kind: 'change', key, delta };
}

/** The keys that only the left side has, under the last key before them that both have; null when there are none. */
function removedAfter(left: JsonObject, right: JsonObject): Map<string | null, ObjectEntry[]> | null {
  let removed: Map<string | null, ObjectEntry[]> | null = null;
  let anchor: string | null = null;
  for (const key of Object.keys(left)) {
    if (Object.hasOwn(right, key)) {
      anchor = key;
      continue;
    }
    removed ??= new Map<string | null, ObjectEntry[]>();
    const entry: ObjectEntry = { kind: 'remove', key, value: left[key] ?? null };
    const following = removed.get(anchor);
    if (following === undefined) removed.set(anchor, [entry]);
    else following.push(entry);
  }
  return removed;
}

import type { Delta, ObjectEntry } from '@lens/core/diff';
import type { Json, JsonObject } from '@lens/core/json';

/** One key of an object as both sides show it. */
export type ObjectSlot =
  | { kind: 'same'; key: string; value: Json }
  | { kind: 'change'; key: string; left: Json; right: Json; delta: Delta }
  | { kind: 'add'; key: string; value: Json; by: string[] }
  | { kind: 'remove'; key: string; value: Json; by: string[] };

/** All keys in the order of the right side; a removed key follows the key that it followed on the left. */
export function objectSlots(left: JsonObject, right: JsonObject, entries: readonly ObjectEntry[]): ObjectSlot[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const removedAfter = groupRemoved(left, byKey);
  const slots: ObjectSlot[] = [...(removedAfter.get(null) ?? [])];
  for (const key of Object.keys(right)) {
    slots.push(rightSlot(key, left, right, byKey.get(key)));
    slots.push(...(removedAfter.get(key) ?? []));
  }
  return slots;
}

function rightSlot(key: string, left: JsonObject, right: JsonObject, entry: ObjectEntry | undefined): ObjectSlot {
  const value = ownValue(right, key);
  if (entry?.kind === 'change') {
    return { kind: 'change', key, left: ownValue(left, key), right: value, delta: entry.delta };
  }
  if (entry?.kind === 'add') return { kind: 'add', key, value, by: entry.by ?? [] };
  return { kind: 'same', key, value };
}

function groupRemoved(left: JsonObject, byKey: ReadonlyMap<string, ObjectEntry>): Map<string | null, ObjectSlot[]> {
  const groups = new Map<string | null, ObjectSlot[]>();
  let kept: string | null = null;
  for (const key of Object.keys(left)) {
    const entry = byKey.get(key);
    if (entry?.kind !== 'remove') {
      kept = key;
      continue;
    }
    const group = groups.get(kept) ?? [];
    group.push({ kind: 'remove', key, value: entry.value, by: entry.by ?? [] });
    groups.set(kept, group);
  }
  return groups;
}

/** Keys come from strangers: `__proto__` must mean the body's own key or nothing. */
function ownValue(object: JsonObject, key: string): Json {
  return Object.hasOwn(object, key) ? (object[key] ?? null) : null;
}

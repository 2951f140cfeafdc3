import type { Delta, ObjectEntry } from '@lens/core/diff';
import { parseJson, isObject, type Json, type JsonObject } from '@lens/core/json';
import { arrayTasks } from './arrayTasks';
import type { Builder } from './builder';
import { addReplaced, addText } from './changedLeaves';
import { objectSlots } from './objectSlots';
import type { Look, Place, Task, TaskOf } from './types';
import { childPlace, openContainer } from './values';

/** A value that changed, by the kind of its delta. */
export function addDelta(builder: Builder, task: TaskOf<'delta'>): Task[] {
  const { delta, left, right, place, look } = task;
  switch (delta.kind) {
    case 'same':
      return [{ do: 'value', value: right, place, look, size: 'unknown' }];
    case 'replace':
      return addReplaced(builder, delta.left, delta.right, place, delta.by ?? []);
    case 'text':
      return addText(builder, delta.spans, left, typeof right === 'string' ? right : '', place, delta.by ?? []);
    case 'embedded':
      return addEmbedded(task, delta, builder);
    case 'object':
    case 'array':
      return addContainer(builder, task, delta, left, right, false);
  }
}

/** Where a value does not fit its delta (a body that was masked after it was compared) the final value is shown as it is. */
function addContainer(
  builder: Builder,
  { place, look }: TaskOf<'delta'>,
  delta: Extract<Delta, { kind: 'object' | 'array' }>,
  left: Json,
  right: Json,
  embedded: boolean,
): Task[] {
  if (delta.kind === 'object' && isObject(right)) {
    const tasks = objectTasks(delta.entries, isObject(left) ? left : {}, right, place, look);
    return openContainer(builder, right, embedded, place, look, tasks);
  }
  if (delta.kind === 'array' && Array.isArray(right)) {
    const tasks = arrayTasks(delta.items, Array.isArray(left) ? left : [], right, place, look);
    return openContainer(builder, right, embedded, place, look, tasks);
  }
  return [{ do: 'value', value: right, place, look, size: 'unknown' }];
}

/** Tool arguments: both strings hold JSON, and it is the JSON that is compared and shown. */
function addEmbedded(
  task: TaskOf<'delta'>,
  { left, right, delta }: Extract<Delta, { kind: 'embedded' }>,
  builder: Builder,
): Task[] {
  if (delta.kind === 'object' || delta.kind === 'array') {
    return addContainer(builder, task, delta, parseText(left), parseText(right), true);
  }
  if (left === right) return [{ do: 'value', value: right, place: task.place, look: task.look, size: 'unknown' }];
  const by = delta.kind === 'replace' || delta.kind === 'text' ? (delta.by ?? []) : [];
  return addReplaced(builder, left, right, task.place, by);
}

/** The engine has parsed both texts before; one that no longer is JSON (masked) has nothing to open. */
function parseText(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function objectTasks(
  entries: readonly ObjectEntry[],
  left: JsonObject,
  right: JsonObject,
  place: Place,
  look: Look,
): Task[] {
  const slots = objectSlots(left, right, entries);
  // By the order drawn: it is the right side's, and the left body may have had its keys in another one.
  const lastLeft = slots.findLastIndex((slot) => slot.kind !== 'add');
  const lastRight = slots.findLastIndex((slot) => slot.kind !== 'remove');
  return slots.map((slot, i): Task => {
    const there = childPlace(place, slot.key, slot.key, i < lastLeft, i < lastRight);
    switch (slot.kind) {
      case 'same':
        return { do: 'value', value: slot.value, place: there, look, size: 'unknown' };
      case 'change':
        return { do: 'delta', left: slot.left, right: slot.right, delta: slot.delta, place: there, look };
      case 'add':
      case 'remove':
        return { do: slot.kind, value: slot.value, place: there, by: slot.by };
    }
  });
}

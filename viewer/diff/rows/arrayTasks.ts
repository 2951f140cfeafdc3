import type { ArrayItem } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import { countLines } from './countLines';
import type { Look, Place, Task } from './types';
import { childPlace } from './values';

/** Longer runs of unchanged elements are one row; only this many are built at each end, for context. */
const runEnds = 3;
const longestBuiltRun = 40;

interface Arrays {
  left: readonly Json[];
  right: readonly Json[];
  place: Place;
  look: Look;
}

/** The steps that show an edited array, in the order of its right side. */
export function arrayTasks(
  items: readonly ArrayItem[],
  left: readonly Json[],
  right: readonly Json[],
  place: Place,
  look: Look,
): Task[] {
  const arrays = { left, right, place, look };
  return items.flatMap((item) => (item.kind === 'keep' ? keepTasks(item, arrays) : [itemTask(item, arrays)]));
}

function itemTask(item: Exclude<ArrayItem, { kind: 'keep' }>, { left, right, place, look }: Arrays): Task {
  const beforeLast = (side: readonly Json[], index: number): boolean => index < side.length - 1;
  const at = (l: number, r: number): Place => childPlace(place, l, r, beforeLast(left, l), beforeLast(right, r));
  switch (item.kind) {
    case 'add':
      return { do: 'add', value: item.value, place: at(item.right, item.right), by: item.by ?? [] };
    case 'remove':
      return { do: 'remove', value: item.value, place: at(item.left, item.left), by: item.by ?? [] };
    case 'gone':
      return { do: 'gone', value: left[item.left] ?? null, place: at(item.left, item.right), to: `[${item.right}]` };
    case 'change':
    case 'move': {
      const values = { left: left[item.left] ?? null, right: right[item.right] ?? null, delta: item.delta };
      const there = at(item.left, item.right);
      return item.kind === 'change'
        ? { do: 'delta', ...values, place: there, look }
        : { do: 'move', ...values, place: there, by: item.by ?? [] };
    }
  }
}

function keepTasks(item: Extract<ArrayItem, { kind: 'keep' }>, arrays: Arrays): Task[] {
  const tasks: Task[] = [];
  for (let i = 0; i < item.count; i++) tasks.push(keptTask(item.left + i, item.right + i, arrays));
  if (tasks.length <= longestBuiltRun) return tasks;
  const middle = tasks.slice(runEnds, -runEnds);
  const lines = middle.reduce((sum, task) => sum + (task.do === 'value' ? countLines(task.value) : 1), 0);
  return [...tasks.slice(0, runEnds), { do: 'run', tasks: middle, lines }, ...tasks.slice(-runEnds)];
}

function keptTask(l: number, r: number, { left, right, place, look }: Arrays): Task {
  const there = childPlace(place, l, r, l < left.length - 1, r < right.length - 1);
  return { do: 'value', value: right[r] ?? null, place: there, look, size: 'unknown' };
}

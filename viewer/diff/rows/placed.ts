import { addChange, addPair, type Builder } from './builder';
import { lastStep, pathText } from './pathNode';
import type { Look, Row, Task, TaskOf } from './types';
import { addSummary } from './values';

/** A value that only one side has. */
export function addOneSided(builder: Builder, { do: kind, value, place, by }: TaskOf<'add' | 'remove'>): Task[] {
  const facts = kind === 'add' ? { right: value } : { left: value };
  const change = addChange(builder, place, { kind, ...facts, by });
  const look: Look = { sign: kind, sides: kind === 'add' ? 'right' : 'left', change };
  return [{ do: 'value', value, place, look, size: 'unknown' }];
}

/** A moved element is shown where it is now; what else changed in it is shown inside, against where it was. */
export function addMoved(builder: Builder, task: TaskOf<'move'>): Task[] {
  const { left, right, delta, place, by } = task;
  const change = addChange(builder, place, { kind: 'move', left, right, from: pathText(place.left), by });
  const look: Look = { sign: 'move', sides: delta.kind === 'same' ? 'right' : 'both', change };
  const note: Task = { do: 'note', at: builder.rows.length, moved: { direction: 'from', path: lastStep(place.left) } };
  return [{ do: 'delta', left, right, delta, place, look }, note];
}

/** Where a moved element stood: one row, which opens to show it. */
export function addGone(builder: Builder, { value, place, to }: TaskOf<'gone'>): void {
  const look: Look = { sign: 'move', sides: 'left', change: null };
  const at = builder.rows.length;
  addSummary(builder, { do: 'value', value, place, look, size: 'unknown' });
  noteMove(builder, at, { direction: 'to', path: to });
}

export function noteMove(builder: Builder, at: number, moved: NonNullable<Row['moved']>): void {
  const row = builder.rows[at];
  if (row !== undefined) row.moved = moved;
}

/** Unchanged elements in the middle of a long array: counted, not built. */
export function addRun(builder: Builder, { tasks, lines }: TaskOf<'run'>): void {
  const row = addPair(builder, 'same', null, null, null);
  row.pending = { kind: 'run', tasks, lines };
}

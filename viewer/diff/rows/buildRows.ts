import type { Delta, DiffResult } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import { newBuilder, type Builder } from './builder';
import { drain } from './drain';
import { runTask } from './runTask';
import type { DiffModel, Look, Place, Row, Task } from './types';

const root: Place = { left: null, right: null, key: null, depth: 0, leftComma: false, rightComma: false };
const unchanged: Look = { sign: 'same', sides: 'both', change: null };

/**
 * The rows of one side of a call: pretty-printed JSON of the original and the final body, aligned along the diff.
 * Without a diff the body that exists is shown as it is. Large values that did not change are one row until
 * `materialise` opens them, so the cost follows the changes and not the body.
 */
export function buildRows(original: Json, final: Json, diff: DiffResult | null): DiffModel {
  const builder = newBuilder();
  const delta: Delta = diff?.delta ?? { kind: 'same' };
  const right = diff === null ? (final ?? original) : final;
  runTasks(builder, [
    delta.kind === 'same'
      ? { do: 'value', value: right, place: root, look: unchanged, size: 'opened' }
      : { do: 'delta', left: original, right, delta, place: root, look: unchanged },
  ]);
  return { rows: builder.rows, changes: builder.changes, nextId: builder.nextId };
}

/** The model with the given pending rows built; rows keep their ids. */
export function materialise(model: DiffModel, ids: ReadonlySet<number>): DiffModel {
  const builder = newBuilder(model);
  const rows: Row[] = [];
  for (const row of model.rows) {
    if (row.pending === undefined || !ids.has(row.id)) {
      rows.push(row);
      continue;
    }
    builder.rows = [];
    runTasks(builder, row.pending.tasks);
    const [first] = builder.rows;
    if (first !== undefined) replaceFirst(builder.rows, first, row);
    for (const built of builder.rows) rows.push(built);
  }
  return { rows, changes: model.changes, nextId: builder.nextId };
}

/** The first row keeps the id and the note of the row that stood for all of them: folds and links name it. */
function replaceFirst(rows: Row[], first: Row, pending: Row): void {
  rows[0] = { ...first, id: pending.id, ...(pending.moved && { moved: pending.moved }) };
}

function runTasks(builder: Builder, tasks: readonly Task[]): void {
  drain(tasks, (task) => runTask(builder, task));
}

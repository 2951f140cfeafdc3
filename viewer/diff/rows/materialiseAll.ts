import { materialise } from './buildRows';
import type { DiffModel } from './types';

/** Beyond this many rows the rest stays unbuilt: a browser holds them, but no reader wants to wait for them. */
const maxBuiltRows = 300_000;

export interface Materialised {
  model: DiffModel;
  /** Every row is built. */
  complete: boolean;
}

/** Builds pending rows, also those inside the ones it builds, up to a limit. */
export function materialiseAll(model: DiffModel, limit = maxBuiltRows): Materialised {
  let built = model;
  for (;;) {
    const ids = pendingWithin(built, limit);
    if (ids.size === 0) return { model: built, complete: built.rows.every((row) => row.pending === undefined) };
    built = materialise(built, ids);
  }
}

function pendingWithin(model: DiffModel, limit: number): Set<number> {
  let room = limit - model.rows.length;
  const ids = new Set<number>();
  for (const row of model.rows) {
    if (row.pending === undefined || row.pending.lines > room) continue;
    room -= row.pending.lines;
    ids.add(row.id);
  }
  return ids;
}

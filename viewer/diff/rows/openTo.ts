import type { FoldState } from './folds';
import type { Row } from './types';

/** The folds with everything open that hides a row, and the row kept visible from now on. */
export function openTo(rows: readonly Row[], folds: FoldState, id: number): FoldState {
  const collapsed = new Set(folds.collapsed);
  for (const opener of ancestors(rows, id)) collapsed.delete(opener);
  return { ...folds, collapsed, pinned: new Set(folds.pinned).add(id) };
}

/** Ids of the rows that open the containers around a row, and of the row itself. */
function ancestors(rows: readonly Row[], id: number): number[] {
  const open: Row[] = [];
  for (const row of rows) {
    if (row.id === id) return [...open.map((each) => each.id), id];
    if (row.closedBy !== undefined) open.push(row);
    else if (open.at(-1)?.closedBy === row.id) open.pop();
  }
  return [];
}

import { materialise } from './buildRows';
import { pathText } from './pathNode';
import type { DiffModel, Row } from './types';

/** Rows opened on the way to a path; hostile nesting ends here. */
const maxSteps = 200;

/**
 * The row that shows a path (of the final form, or of the original one where only that has it), in the model with
 * everything opened that leads to it; null when the body has no such path.
 */
export function findPath(model: DiffModel, path: string): { model: DiffModel; row: number } | null {
  let current = model;
  for (let step = 0; step < maxSteps; step++) {
    const found = current.rows.find((row) => rowPath(row) === path);
    if (found !== undefined) return { model: current, row: found.id };
    const closer = current.rows.filter((row) => mayHold(row, path));
    if (closer.length === 0) return null;
    current = materialise(current, new Set(closer.map((row) => row.id)));
  }
  return null;
}

/** The path a row stands for, as people read it. */
export function rowPath(row: Row): string {
  const line = row.right ?? row.left;
  return line === null ? '' : pathText(line.at);
}

/** What a row is part of: the path of its container, or of the text it continues. */
export function contextPath(row: Row): string {
  const line = row.right ?? row.left;
  if (line === null) return '';
  const continues = line.content.kind === 'text' && !line.content.opens;
  return pathText(continues ? line.at : (line.at?.parent ?? null));
}

function mayHold(row: Row, path: string): boolean {
  if (row.pending === undefined) return false;
  if (row.pending.kind === 'value') return path.startsWith(rowPath(row));
  const [first] = row.pending.tasks;
  const parent = first?.do === 'value' ? first.place.right?.parent : undefined;
  return parent !== undefined && path.startsWith(pathText(parent));
}

import type { Content, DiffChange, DiffModel, Line, Look, Place, Row } from './types';
import { pathText } from './pathNode';

/** What row building writes to; lives for one call of `buildRows` or `materialise`. */
export interface Builder {
  rows: Row[];
  changes: DiffChange[];
  changeIds: Set<string>;
  nextId: number;
}

export function newBuilder(model?: DiffModel): Builder {
  return { rows: [], changes: [], changeIds: new Set(), nextId: model?.nextId ?? 0 };
}

/** Adds a row with the same content on every side it is shown on. */
export function addRow(builder: Builder, place: Place, look: Look, content: Content): Row {
  const right = look.sides === 'left' ? null : lineOf(place, 'right', content);
  const shared = place.left === place.right && place.leftComma === place.rightComma;
  const left = look.sides === 'right' ? null : shared && right !== null ? right : lineOf(place, 'left', content);
  return addPair(builder, look.sign, look.change, left, right);
}

export function addPair(
  builder: Builder,
  sign: Row['sign'],
  change: number | null,
  left: Line | null,
  right: Line | null,
): Row {
  const row: Row = { id: builder.nextId++, sign, left, right, change };
  builder.rows.push(row);
  return row;
}

export function lineOf(place: Place, side: 'left' | 'right', content: Content): Line {
  return side === 'left'
    ? { at: place.left, depth: place.depth, key: place.key, comma: place.leftComma, content }
    : { at: place.right, depth: place.depth, key: place.key, comma: place.rightComma, content };
}

/** The same place without its key and comma: for the lines between the first and the last of a value. */
export function inside(place: Place): Place {
  return { ...place, key: null, leftComma: false, rightComma: false };
}

/** Counts a change that begins with the next row; returns its position. */
export function addChange(builder: Builder, place: Place, facts: Omit<DiffChange, 'id' | 'path' | 'row'>): number {
  const path = pathText(facts.kind === 'remove' ? place.left : place.right);
  const wanted = facts.kind === 'remove' ? `-${path}` : path;
  let id = wanted;
  for (let n = 2; builder.changeIds.has(id); n++) id = `${wanted}~${n}`;
  builder.changeIds.add(id);
  return builder.changes.push({ ...facts, id, path, row: builder.nextId }) - 1;
}

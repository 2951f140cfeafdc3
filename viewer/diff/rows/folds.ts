import type { Row, Sign } from './types';

/** Unchanged lines that stay visible around a change. */
const context = 3;
/** Unchanged lines that stay at the beginning and the end of the document: its brackets. */
const margin = 1;
/** Fewer hidden lines than this are not worth a fold. */
const smallestFold = 3;

/** What a reader opened and closed; immutable. */
export interface FoldState {
  /** Containers closed by the reader, by the id of their opening row. */
  collapsed: ReadonlySet<number>;
  /** Lines revealed at both ends of a fold, by the id of the fold's first row. */
  revealed: ReadonlyMap<number, Revealed>;
  /** Rows that must be seen: search hits, the target of a link. */
  pinned: ReadonlySet<number>;
  /** No folding at all. */
  expanded: boolean;
}

interface Revealed {
  top: number;
  bottom: number;
}

export const initialFolds: FoldState = {
  collapsed: new Set(),
  revealed: new Map(),
  pinned: new Set(),
  expanded: false,
};

/** What is drawn: rows, and folds in place of rows. */
export type Item = RowItem | FoldItem;

export interface RowItem {
  kind: 'row';
  row: Row;
  collapsed: boolean;
  /** Changes inside a closed container. */
  hiddenChanges: number;
  /** One of its sides alone, where both are drawn below each other; see `unifiedItems`. */
  only?: 'left' | 'right';
}

export interface FoldItem {
  kind: 'fold';
  /** Unchanged lines, or the middle of one long string. */
  fold: 'run' | 'string';
  sign: Sign;
  key: number;
  lines: number;
  /** Rows in it that have to be built before they can be shown. */
  pending: number[];
  /** The row after a run of unchanged lines: it says where the reader is. */
  next: Row | null;
}

/** The rows as drawn: closed containers and long strings first, then runs of unchanged lines. */
export function visibleItems(rows: readonly Row[], state: FoldState): Item[] {
  const items = foldStrings(skipCollapsed(rows, state), state);
  return state.expanded ? items.map(asShown) : foldRuns(items, state);
}

function skipCollapsed(rows: readonly Row[], state: FoldState): Item[] {
  const items: Item[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (row === undefined) break;
    const closed = row.closedBy !== undefined && state.collapsed.has(row.id);
    if (!closed) {
      items.push({ kind: 'row', row, collapsed: row.pending?.kind === 'value', hiddenChanges: 0 });
      continue;
    }
    const changes = new Set<number>();
    while (i + 1 < rows.length && rows[i]?.id !== row.closedBy) {
      i++;
      const change = rows[i]?.change ?? null;
      if (change !== null && change !== row.change) changes.add(change);
    }
    items.push({ kind: 'row', row, collapsed: true, hiddenChanges: changes.size });
  }
  return items;
}

function foldStrings(items: readonly Item[], state: FoldState): Item[] {
  if (state.expanded) return [...items];
  const out: Item[] = [];
  for (let i = 0; i < items.length; i++) {
    const fold = foldNumber(items[i], state);
    if (fold === undefined) {
      pushAt(out, items, i);
      continue;
    }
    let end = i;
    while (foldNumber(items[end], state) === fold) end++;
    out.push(...foldMiddle(items.slice(i, end), 'string', null, state));
    i = end - 1;
  }
  return out;
}

function foldNumber(item: Item | undefined, state: FoldState): number | undefined {
  return item?.kind === 'row' && !state.pinned.has(item.row.id) ? item.row.stringFold : undefined;
}

function pushAt(out: Item[], items: readonly Item[], index: number): void {
  const item = items[index];
  if (item !== undefined) out.push(item);
}

function foldRuns(items: readonly Item[], state: FoldState): Item[] {
  const quiet = items.map((item) => isQuiet(item, state));
  const out: Item[] = [];
  for (let i = 0; i < items.length; i++) {
    if (quiet[i] !== true) {
      pushAt(out, items, i);
      continue;
    }
    let end = i;
    while (quiet[end] === true) end++;
    const from = i === 0 ? margin : i + context;
    const to = end === items.length ? end - margin : end - context;
    out.push(...items.slice(i, Math.min(Math.max(from, i), end)).map(asShown));
    if (to > from) out.push(...foldMiddle(items.slice(from, to), 'run', firstRow(items[to]), state));
    out.push(...items.slice(Math.max(to, from), end).map(asShown));
    i = end - 1;
  }
  return out;
}

/** Unchanged, and nobody asked to see it. */
function isQuiet(item: Item, state: FoldState): boolean {
  if (item.kind === 'fold') return item.sign === 'same';
  return item.row.sign === 'same' && item.hiddenChanges === 0 && !state.pinned.has(item.row.id);
}

/** Folds items into one line, but for those the reader has revealed at its ends. */
function foldMiddle(items: readonly Item[], fold: FoldItem['fold'], next: Row | null, state: FoldState): Item[] {
  const [first] = items;
  if (first === undefined) return [];
  const key = keyOf(first);
  const { top, bottom } = state.revealed.get(key) ?? { top: 0, bottom: 0 };
  const hidden = items.slice(top, Math.max(top, items.length - bottom));
  const lines = hidden.reduce((sum, item) => sum + linesOf(item), 0);
  if (lines < smallestFold) return items.map(asShown);
  const pending = hidden.flatMap(pendingOf);
  return [
    ...items.slice(0, top).map(asShown),
    { kind: 'fold', fold, sign: signOf(first), key, lines, pending, next },
    ...items.slice(items.length - bottom).map(asShown),
  ];
}

/** A run that is not built yet can only be shown as a fold. */
function asShown(item: Item): Item {
  if (item.kind === 'fold' || item.row.pending?.kind !== 'run') return item;
  const { id, sign, pending } = item.row;
  return { kind: 'fold', fold: 'run', sign, key: id, lines: pending.lines, pending: [id], next: null };
}

function keyOf(item: Item): number {
  return item.kind === 'row' ? item.row.id : item.key;
}

function signOf(item: Item): Sign {
  return item.kind === 'row' ? item.row.sign : item.sign;
}

function firstRow(item: Item | undefined): Row | null {
  return item?.kind === 'row' ? item.row : null;
}

function pendingOf(item: Item): number[] {
  if (item.kind === 'fold') return item.pending;
  return item.row.pending?.kind === 'run' ? [item.row.id] : [];
}

function linesOf(item: Item): number {
  if (item.kind === 'fold') return item.lines;
  return item.row.pending?.lines ?? 1;
}

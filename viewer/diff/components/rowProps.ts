import type { Item, Row } from '../rows';
import type { Chip } from './chips';

const noChips: readonly Chip[] = [];

/** What all rows of a side need to be drawn. */
export interface BodyProps {
  items: readonly Item[];
  /** First row of each change, to its chips. */
  chips: ReadonlyMap<number, readonly Chip[]>;
  active: number | null;
  find: string;
  /** A row to bring into view. */
  target: { row: number; focus: boolean } | null;
}

export function chipsFor(row: Row, chips: BodyProps['chips']): readonly Chip[] {
  return chips.get(row.id) ?? noChips;
}

/** Stable while the item stays where it is, so that opening a fold does not draw everything again. */
export function itemKey(item: Item): string | number {
  if (item.kind === 'fold') return `f${item.key}`;
  // A number where it will do: a hundred thousand rows ask for theirs several times.
  return item.only === undefined ? item.row.id : `r${item.row.id}${item.only}`;
}

export function itemIndex(items: readonly Item[], row: number): number {
  return items.findIndex((item) => item.kind === 'row' && item.row.id === row);
}

/** The row that Tab reaches: where the reader is, if it can be seen, or else the first. */
export function tabbableRow(items: readonly Item[], active: number | null): number | null {
  if (active !== null && itemIndex(items, active) !== -1) return active;
  const first = items.find((item) => item.kind === 'row');
  return first?.kind === 'row' ? first.row.id : null;
}

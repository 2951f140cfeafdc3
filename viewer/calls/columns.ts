import { columns, type ColumnId } from './cells';

/** In the order of the list. */
export const columnIds = Object.keys(columns) as readonly ColumnId[];

/** Shown while a reader has chosen nothing; narrow windows then leave out what a call's own page tells as well. */
const usual = columnIds.filter((id) => columns[id].shown !== 'when chosen');

export function shownColumns(chosen: readonly ColumnId[] | null): readonly ColumnId[] {
  return chosen ?? usual;
}

/** The choice with a column put in or taken out, in the order of the list. */
export function toggleColumn(chosen: readonly ColumnId[] | null, id: ColumnId): ColumnId[] {
  const shown = new Set(shownColumns(chosen));
  if (!shown.delete(id)) shown.add(id);
  return columnIds.filter((each) => shown.has(each));
}

/** The choice as one word for a cookie. */
export function writeColumns(chosen: readonly ColumnId[] | null): string {
  if (chosen === null) return '';
  return chosen.length === 0 ? 'none' : chosen.join('.');
}

/** Reads what `writeColumns` wrote; null for nothing, and for what it did not write. */
export function readColumns(text: string | undefined): readonly ColumnId[] | null {
  if (text === 'none') return [];
  const names = new Set((text ?? '').split('.'));
  const known = columnIds.filter((id) => names.has(id));
  return known.length === 0 ? null : known;
}

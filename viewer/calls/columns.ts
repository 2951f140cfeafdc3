/** The columns of the list that a reader may choose, in their order. The time is always there: it leads to the call. */
export const columnIds = [
  'status',
  'model',
  'provider',
  'endpoint',
  'changed',
  'policies',
  'duration',
  'firstToken',
  'tokens',
  'user',
  'session',
] as const;

export type ColumnId = (typeof columnIds)[number];

export const columnLabels: Readonly<Record<ColumnId, string>> = {
  status: 'Status',
  model: 'Model',
  provider: 'Provider',
  endpoint: 'Endpoint',
  changed: 'Changed',
  policies: 'Policies',
  duration: 'Duration',
  firstToken: 'First token',
  tokens: 'Tokens',
  user: 'User',
  session: 'Session',
};

/** Shown while a reader has chosen nothing; narrow windows then leave out what a call's own page tells as well. */
const usual: readonly ColumnId[] = columnIds.filter((id) => id !== 'provider');

/** Of the usual columns those that only wide windows show; the style sheet has the same names. */
export const whenWide: readonly ColumnId[] = ['firstToken', 'session'];

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

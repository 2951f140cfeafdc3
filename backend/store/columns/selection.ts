import { keysOf, type Columns } from './column';

/** A row as `pg` gives it, under the names of {@link Selection.sql}. */
export type Selected = Record<string, unknown>;

/** How rows of some columns are asked for and read. */
export interface Selection<Row> {
  /** The list behind SELECT. */
  sql: string;
  read: (selected: Selected) => Row;
}

/** `select` has other expressions than the columns' own. */
export function selectionOf<Row extends object>(
  columns: Columns<Row>,
  select: Partial<Record<keyof Row, string>> = {},
): Selection<Row> {
  const keys = keysOf(columns);
  const expressionOf = (key: keyof Row): string => {
    const { name, kind } = columns[key];
    return select[key] ?? (kind.select ?? 'p').replace(/\bp\b/, name);
  };
  const conversions = keys.flatMap((key) => {
    const { read } = columns[key].kind;
    return read === undefined ? [] : [{ key: String(key), read }];
  });
  return {
    sql: keys.map((key) => `${expressionOf(key)} AS "${String(key)}"`).join(', '),
    read(selected) {
      const row = { ...selected };
      for (const { key, read } of conversions) {
        const stored = row[key];
        if (typeof stored === 'string') row[key] = read(stored);
      }
      return row as Row;
    },
  };
}

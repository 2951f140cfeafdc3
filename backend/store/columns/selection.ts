import { keysOf, type Columns } from './column';

/** A row as `pg` gives it, under the names of {@link Selection.sql}. */
export type Selected = Record<string, unknown>;

/** How rows of some columns are asked for and read. */
export interface Selection<Row> {
  /** The list behind SELECT. */
  sql: string;
  read: (selected: Selected) => Row;
}

export function selectionOf<Row extends object>(columns: Columns<Row>): Selection<Row> {
  const keys = keysOf(columns);
  const conversions = keys.flatMap((key) => {
    const { read } = columns[key].kind;
    return read === undefined ? [] : [{ key: String(key), read }];
  });
  return {
    sql: keys.map((key) => `${columns[key].name} AS "${String(key)}"`).join(', '),
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

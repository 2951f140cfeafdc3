import type { CallQuery } from '@lens/core/api';
import type { Kind } from './kinds';

/** A filter of lists. */
export type FilterName = Exclude<keyof CallQuery, 'limit' | 'order' | 'before' | 'after'>;

/** A column of a table whose rows are made of `Source`. */
export interface Column<Source, Value, Filter extends FilterName = FilterName> {
  /** In SQL. */
  name: string;
  kind: Kind<Value>;
  of: (source: Source) => Value;
  /** The filter of lists that asks for one value of it. */
  filter?: Filter;
}

/** Columns by the names that their values have in TypeScript. */
export type Columns<Row, Source = never> = { readonly [Key in keyof Row]: Column<Source, Row[Key]> };

/** What a row of such columns is. */
export type RowOf<Declared> = {
  [Key in keyof Declared]: Declared[Key] extends Column<never, infer Value> ? Value : never;
};

/**
 * Declares columns of rows that are made of `Source`. The type of a column's values is that of what they are made of; what
 * may be null in SQL may be null.
 */
export function columnOf<Source>() {
  return <Kept, Value extends Kept, Filter extends FilterName = never>(
    name: string,
    kind: Kind<Kept>,
    of: (source: Source) => Value,
    options: { filter?: Filter } = {},
  ): Column<Source, Value | (Kept & null), Filter> => ({ name, kind, of, ...options });
}

export function rowOf<Row extends object, Source>(columns: Columns<Row, Source>, source: Source): Row {
  const row: Partial<Row> = {};
  for (const key of keysOf(columns)) row[key] = columns[key].of(source);
  return row as Row;
}

export function keysOf<Row>(columns: Columns<Row>): (keyof Row)[] {
  return Object.keys(columns) as (keyof Row)[];
}

import type { CallQuery } from '@lens/core/api';
import type { CallRecord } from '../../call';
import type { Kind } from './kinds';

/** A filter of lists. */
export type FilterName = Exclude<keyof CallQuery, 'limit' | 'before' | 'after'>;

/** A column of `conversation_calls`. */
export interface Column<Value, Filter extends FilterName = FilterName> {
  /** In SQL. */
  name: string;
  kind: Kind<Value>;
  /** Its value of a call's record. */
  of: (record: CallRecord) => Value;
  /** The filter that asks for one value of it. */
  filter?: Filter;
}

/** Columns by the names that their values have in TypeScript. */
export type Columns<Row> = { readonly [Key in keyof Row]: Column<Row[Key]> };

/** What a row of such columns is. */
export type RowOf<Declared> = {
  [Key in keyof Declared]: Declared[Key] extends Column<infer Value> ? Value : never;
};

/** The type of its values is that of what they are made of; what may be null in SQL may be null. */
export function column<Kept, Value extends Kept, Filter extends FilterName = never>(
  name: string,
  kind: Kind<Kept>,
  of: (record: CallRecord) => Value,
  options: { filter?: Filter } = {},
): Column<Value | (Kept & null), Filter> {
  return { name, kind, of, ...options };
}

/** The row of a call by these columns. */
export function rowOf<Row extends object>(columns: Columns<Row>, record: CallRecord): Row {
  const row: Partial<Row> = {};
  for (const key of keysOf(columns)) row[key] = columns[key].of(record);
  return row as Row;
}

export function keysOf<Row>(columns: Columns<Row>): (keyof Row)[] {
  return Object.keys(columns) as (keyof Row)[];
}

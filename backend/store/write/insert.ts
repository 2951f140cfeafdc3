import { keysOf, type Columns } from '../columns/column';
import { arrayText, type ColumnValue } from './arrayText';
import { binaryArray, hasBinaryArray } from './binaryArray';

/** How one column of an insert is filled: its name, the type of its parameter, and its value of a row. */
export interface InsertColumn<Row> {
  name: string;
  type: string;
  /** The expression that makes the column of the parameter `p`; the parameter itself by default. */
  expression?: string;
  value: (row: Row) => ColumnValue;
}

/** `INSERT … SELECT … FROM unnest(…)`: one round trip for any number of rows `r`, doubles left out, and those not `wanted`. */
export function insertStatement<Row>(table: string, columns: InsertColumn<Row>[], wanted = 'true'): string {
  const names = columns.map(({ name }) => name).join(', ');
  const values = columns.map(({ name, expression }) => (expression ?? 'p').replace(/\bp\b/, `r.${name}`)).join(', ');
  const parameters = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');
  return `INSERT INTO ${table} (${names}) SELECT ${values} FROM unnest(${parameters}) AS r (${names}) WHERE ${wanted} ON CONFLICT DO NOTHING`;
}

/** The same for one row whose values are given as they are: large ones are neither quoted nor written as hexadecimals. */
export function insertOneStatement<Row>(table: string, columns: InsertColumn<Row>[]): string {
  const names = columns.map(({ name }) => name).join(', ');
  const values = columns.map(({ type, expression }, index) =>
    (expression ?? 'p').replace(/\bp\b/, `$${index + 1}::${type}`),
  );
  return `INSERT INTO ${table} (${names}) SELECT ${values.join(', ')} ON CONFLICT DO NOTHING`;
}

export function oneRowValues<Row>(columns: InsertColumn<Row>[], row: Row): ColumnValue[] {
  return columns.map(({ value }) => value(row));
}

/** An array a column. */
export function insertValues<Row>(columns: InsertColumn<Row>[], rows: Row[]): (string | Buffer)[] {
  return columns.map(({ type, value }) => {
    const values = rows.map((row) => value(row));
    return hasBinaryArray(type) ? binaryArray(type, values) : arrayText(values);
  });
}

/** How declared columns are filled. */
export function insertColumns<Row>(columns: Columns<Row>): InsertColumn<Row>[] {
  return keysOf(columns).map((key) => {
    const { name, kind } = columns[key];
    const { sql, write, parameter = { type: sql } } = kind;
    return { name, ...parameter, value: (row) => write(row[key]) };
  });
}

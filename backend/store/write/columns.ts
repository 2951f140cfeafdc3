import { textValue } from './values';

/** How one column of an insert is filled: its name, its type, and its value of a row as PostgreSQL's text. */
export interface Column<Row> {
  name: string;
  type: string;
  /** The expression that makes the column of the parameter `p`; the parameter itself by default. */
  expression?: string;
  value: (row: Row) => ColumnValue;
}

export type ColumnValue = string | number | boolean | bigint | Date | Uint8Array | null;

/** `INSERT … SELECT … FROM unnest(…)`: one round trip for any number of rows, doubles left out. */
export function insertStatement<Row>(table: string, columns: Column<Row>[]): string {
  const names = columns.map(({ name }) => name).join(', ');
  const values = columns.map(({ name, expression }) => (expression ?? 'p').replace(/\bp\b/, `r.${name}`)).join(', ');
  const parameters = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');
  return `INSERT INTO ${table} (${names}) SELECT ${values} FROM unnest(${parameters}) AS r (${names}) ON CONFLICT DO NOTHING`;
}

export function insertValues<Row>(columns: Column<Row>[], rows: Row[]): string[] {
  return columns.map(({ value }) => arrayText(rows.map((row) => value(row))));
}

/** An array as PostgreSQL reads it. */
function arrayText(values: ColumnValue[]): string {
  return `{${values.map(elementText).join(',')}}`;
}

function elementText(value: ColumnValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Uint8Array)
    return `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}"`;
  if (typeof value === 'object') return `"${value.toISOString()}"`;
  return String(value);
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A list inside a column travels as its own text: the elements of one array can't be arrays of different lengths. */
export const textList = { type: 'text', expression: 'p::text[]' };

export function listValue(list: string[]): string {
  return arrayText(list.map((item) => textValue(item)));
}

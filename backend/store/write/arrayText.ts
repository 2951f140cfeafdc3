/** What a column is written as, before it is text. */
export type ColumnValue = string | number | boolean | bigint | Date | Uint8Array | null;

/** An array as PostgreSQL reads it. */
export function arrayText(values: ColumnValue[]): string {
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

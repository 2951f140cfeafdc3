import type { ColumnValue } from './arrayText';

/** Types whose values are long, with their ids in `pg_type`. */
const elementTypes = { bytea: 17, text: 25, jsonb: 3802, tsvector: 3614 };

type BinaryType = keyof typeof elementTypes;

export function hasBinaryArray(type: string): type is BinaryType {
  return type in elementTypes;
}

/** What `jsonb_recv` wants before the text. */
const jsonbVersion = Buffer.from([1]);
const nothing = Buffer.alloc(0);

/**
 * An array as PostgreSQL receives it in binary (`array_recv`): number of dimensions, whether there are nulls, element type;
 * length and lower bound; then each element with its length, -1 for null. Nothing is quoted, and no byte written as two.
 */
export function binaryArray(type: BinaryType, values: ColumnValue[]): Buffer {
  const elements = values.map(elementBytes);
  const before = type === 'jsonb' ? jsonbVersion : nothing;
  const size = elements.reduce((sum, element) => sum + 4 + (element === null ? 0 : before.length + element.length), 20);
  const array = Buffer.allocUnsafe(size);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(elements.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(elementTypes[type], 8);
  array.writeInt32BE(elements.length, 12);
  array.writeInt32BE(1, 16);
  let at = 20;
  for (const element of elements) {
    at = array.writeInt32BE(element === null ? -1 : before.length + element.length, at);
    if (element === null) continue;
    array.set(before, at);
    array.set(element, at + before.length);
    at += before.length + element.length;
  }
  return array;
}

function elementBytes(value: ColumnValue): Uint8Array | null {
  return value === null || value instanceof Uint8Array ? value : Buffer.from(String(value));
}

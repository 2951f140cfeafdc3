import type { JsonObject } from '@lens/core/json';
import { arrayText, type ColumnValue } from '../write/arrayText';
import { packJson, type Phrases } from '../write/packedJson';
import { tsvectorBytes } from '../write/tsvectorBytes';
import { jsonbText } from '../write/jsonbText';
import { countValue, durationValue, indexedText, textValue, uuidValue } from '../write/values';

/** What the values of a column are in SQL and in TypeScript, and how they get from one to the other. */
export interface Kind<Value> {
  /** The column's SQL type. */
  sql: string;
  nullable: boolean;
  /** The value as it is put into an insert. */
  write: (value: Value) => ColumnValue;
  /** For what is asked for in another form than it is stored: what makes it of the column `p`. */
  select?: string;
  /** For what `pg` gives as a text that is none. */
  read?: (stored: string) => unknown;
  /** For what an insert's parameter has another type than the column: the type, and what makes the column of `p`. */
  parameter?: { type: string; expression: string };
}

/** The same where a call may have none. */
export function nullable<Value>(kind: Kind<Value>): Kind<Value | null> {
  return { ...kind, nullable: true, write: (value) => (value === null ? null : kind.write(value)) };
}

/** Up to 16 K characters: not for a column with an index. */
export const text: Kind<string> = { sql: 'text', nullable: false, write: textValue };

/** What clients and providers make up, in a column with an index. */
export const indexed: Kind<string> = { sql: 'text', nullable: false, write: indexedText };

export const uuid: Kind<string> = { sql: 'uuid', nullable: false, write: uuidValue };

export const timestamp: Kind<Date> = { sql: 'timestamptz', nullable: false, write: (at) => at };

export const boolean: Kind<boolean> = { sql: 'boolean', nullable: false, write: (is) => is };

export const integer: Kind<number> = { sql: 'integer', nullable: false, write: (number) => number };

/** What can be too many for `integer`; only whole numbers that JavaScript can hold are written. */
export const count: Kind<number> = { sql: 'bigint', nullable: false, write: countValue, read: Number };

/** Nanoseconds since the Unix epoch are beyond what a number holds exactly. */
export const nanoseconds: Kind<bigint> = { sql: 'bigint', nullable: false, write: (at) => at, read: BigInt };

/** Milliseconds with their fractions. */
export const duration: Kind<number> = { sql: 'double precision', nullable: false, write: durationValue };

/** What sums may be made of: its fraction is a decimal one. */
export const decimal: Kind<number> = { sql: 'numeric', nullable: false, write: String, read: Number };

export const json: Kind<JsonObject | readonly object[]> = { sql: 'jsonb', nullable: false, write: jsonbText };

/** The same in fewer bytes; it is read by the computed column `name`. Null in rows of versions before. */
export function packed(name: string, phrases: Phrases): Kind<JsonObject | readonly object[]> {
  return { sql: 'text', nullable: true, write: (value) => packJson(jsonbText(value), phrases), select: name };
}

/** JSON that is text already, and is parsed by who needs its value. */
export const jsonText: Kind<string> = { sql: 'jsonb', nullable: false, write: (value) => value, select: 'p::text' };

export const bytes: Kind<Uint8Array> = { sql: 'bytea', nullable: false, write: (value) => value };

/** A list travels as its own text: the elements of one array can't be arrays of different lengths. */
export const texts: Kind<string[]> = {
  sql: 'text[]',
  nullable: false,
  write: textList,
  parameter: { type: 'text', expression: 'p::text[]' },
};

/** Words for search; they are not read. */
export const words: Kind<string[]> = { sql: 'tsvector', nullable: false, write: tsvectorBytes };

export const integers: Kind<number[]> = {
  sql: 'integer[]',
  nullable: false,
  write: arrayText,
  parameter: { type: 'text', expression: 'p::integer[]' },
};

function textList(list: string[]): string {
  return arrayText(list.map((item) => textValue(item)));
}

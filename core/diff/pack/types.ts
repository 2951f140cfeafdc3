import type { Json } from '../../json';

/**
 * A run of a text: kept by its length, removed by its length as a negative number, added by its text; the last two in a
 * list with the name of the policy where one is known.
 */
export type PackedSpan = number | string | [change: number | string, by: string];

/**
 * A delta without what its left side holds: together with the left body it is the whole delta again (`unpackDelta`), and
 * a body and what became of it are sent once each. Lists with a sign in front instead of objects with names, because
 * there are tens of thousands in a large diff: null is `same`, `=` replace, `~` text, `"` embedded, `{` object, `[` array.
 */
export type PackedDelta =
  | null
  | ['=', right: Json, by?: string[]]
  | ['~', spans: PackedSpan[], by?: string[]]
  /** `right` only where the text is not `JSON.stringify` of the edited value. */
  | ['"', delta: PackedDelta, right?: string]
  | ['{', entries: PackedEntry[]]
  | ['[', items: PackedItem[]];

/** `+` add, `-` remove, `~` change. */
export type PackedEntry =
  | ['+', key: string, value: Json, by?: string[]]
  | ['-', key: string, by?: string[]]
  | ['~', key: string, delta: PackedDelta];

/** `=` keep, `~` change, `+` add, `-` remove, `>` move, `.` gone. */
export type PackedItem =
  | ['=', left: number, right: number, count: number]
  | ['~', left: number, right: number, delta: PackedDelta]
  | ['+', right: number, value: Json, by?: string[]]
  | ['-', left: number, by?: string[]]
  | ['>', left: number, right: number, delta: PackedDelta, by?: string[]]
  | ['.', left: number, right: number];

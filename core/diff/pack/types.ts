import type { Json } from '../../json';

/** A kept run by its length, a removed one by its length, an added one by its text. */
export type PackedSpan = number | { cut: number; by?: string } | { add: string; by?: string };

/**
 * A delta without what its left side holds: together with the left body it is the whole delta again (`unpackDelta`), and
 * a body and what became of it are sent once each.
 */
export type PackedDelta =
  | { kind: 'same' }
  | { kind: 'replace'; right: Json; by?: string[] }
  | { kind: 'text'; spans: PackedSpan[]; by?: string[] }
  /** `right` only where the text is not `JSON.stringify` of the edited value. */
  | { kind: 'embedded'; right?: string; delta: PackedDelta }
  | { kind: 'object'; entries: PackedEntry[] }
  | { kind: 'array'; items: PackedItem[] };

export type PackedEntry =
  | { kind: 'add'; key: string; value: Json; by?: string[] }
  | { kind: 'remove'; key: string; by?: string[] }
  | { kind: 'change'; key: string; delta: PackedDelta };

export type PackedItem =
  | { kind: 'keep'; left: number; right: number; count: number }
  | { kind: 'change'; left: number; right: number; delta: PackedDelta }
  | { kind: 'add'; right: number; value: Json; by?: string[] }
  | { kind: 'remove'; left: number; by?: string[] }
  | { kind: 'move'; left: number; right: number; delta: PackedDelta; by?: string[] }
  | { kind: 'gone'; left: number; right: number };

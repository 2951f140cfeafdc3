import type { Json, Path } from '../json';

/** One run of an edited string: kept characters by count (UTF-16 units), removed and added ones by text. */
export type TextSpan =
  | { op: 'keep'; length: number }
  | { op: 'remove'; text: string; by?: string }
  | { op: 'add'; text: string; by?: string };

/**
 * What turns one JSON value into another, as a tree that mirrors both. It holds every value needed to build the right
 * side from the left one, so `apply(delta, left)` equals right and `revert(delta, right)` equals left.
 * `by` names the policies that made a change, in the order of the chain; see `attribute`.
 */
export type Delta =
  | { kind: 'same' }
  | { kind: 'replace'; left: Json; right: Json; by?: string[] }
  | { kind: 'text'; spans: TextSpan[]; by?: string[] }
  /** Both sides are strings that hold JSON (tool arguments). The texts are kept: spacing inside them is not in `delta`. */
  | { kind: 'embedded'; left: string; right: string; delta: Delta }
  | { kind: 'object'; entries: ObjectEntry[] }
  | { kind: 'array'; items: ArrayItem[] };

/** Keys that differ, in the order of the right side, each removed key after the key it followed on the left. */
export type ObjectEntry =
  | { kind: 'add'; key: string; value: Json; by?: string[] }
  | { kind: 'remove'; key: string; value: Json; by?: string[] }
  | { kind: 'change'; key: string; delta: Delta };

/** Elements in the order of the right side, with removed ones where they stood; together they cover both arrays. */
export type ArrayItem =
  /** `count` equal elements from `left` on and from `right` on. */
  | { kind: 'keep'; left: number; right: number; count: number }
  | { kind: 'change'; left: number; right: number; delta: Delta }
  | { kind: 'add'; right: number; value: Json; by?: string[] }
  | { kind: 'remove'; left: number; value: Json; by?: string[] }
  /** The element that stood at `left` now stands at `right`; `delta` says what else changed in it. */
  | { kind: 'move'; left: number; right: number; delta: Delta; by?: string[] }
  /** Where a moved element stood: only a place mark for side-by-side views. */
  | { kind: 'gone'; left: number; right: number };

/** One change as a reader counts it, with the path on each side where it exists. */
export interface Change {
  kind: 'add' | 'remove' | 'replace' | 'text' | 'move';
  /** `formatPath` of the right side, or of the left side for a removal. */
  path: string;
  leftPath?: Path;
  rightPath?: Path;
  left?: Json;
  right?: Json;
  spans?: TextSpan[];
  by?: string[];
}

/** Where and why a coarser comparison was used than the engine is capable of. */
export interface Degraded {
  path: string;
  reason: 'budget' | 'depth' | 'size';
}

export interface DiffResult {
  added: Change[];
  removed: Change[];
  modified: Change[];
  moved: Change[];
  /** Leaves (scalars and empty containers) that are equal on both sides. */
  unchanged: number;
  /** One short line without any value of the bodies, safe for span attributes and lists. */
  summary: string;
  degraded: Degraded[];
  /** Too many changes to find the policy of each: beyond some, all policies of the chain are named. */
  attribution?: 'coarse';
  delta: Delta;
}

/** What one policy of the chain did to a body, kept by capture so that changes can be attributed. */
export interface PolicyStep {
  policy: string;
  /** The policy removes secrets: whatever it took out is masked for readers without the `reveal` scope. */
  redacts: boolean;
  /** The policy says that it removes none: a redaction mark that it writes is a word like any other. */
  shown?: boolean | undefined;
  delta: Delta;
}

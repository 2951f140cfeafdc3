import { formatPath, type Json } from '../json';
import { DEFAULT_BUDGET, type Budget } from './budget';
import type { Degraded, Delta } from './types';
import type { HashMemo } from './value/hashJson';

export interface DiffOptions {
  /** Elementary steps the comparison may take before it becomes coarser; see `budget.ts`. */
  budget?: number;
  /** Levels that are compared structurally; what lies deeper is compared as a whole. */
  maxDepth?: number;
}

/** Recursion over a delta, and `JSON.stringify` of it (three levels for one of the body), stay far from the stack's end. */
const DEFAULT_MAX_DEPTH = 200;

/** Enough to show where; a body of thousands of coarse places needs no list of them all. */
export const MAX_DEGRADED = 20;

/** What one run of the diff carries along. */
export interface DiffContext {
  readonly budget: Budget;
  readonly maxDepth: number;
  readonly hashes: HashMemo;
  readonly degraded: Degraded[];
  /** Compares what lies within the values at hand: each kind of value may hold any other. */
  readonly compare: Compare;
  /** Where the comparison is, on the right side. */
  readonly path: (string | number)[];
  unchanged: number;
}

export type Compare = (left: Json, right: Json, context: DiffContext) => Delta;

export function createContext(options: DiffOptions, compare: Compare): DiffContext {
  return {
    compare,
    budget: { left: options.budget ?? DEFAULT_BUDGET },
    maxDepth: options.maxDepth ?? DEFAULT_MAX_DEPTH,
    hashes: new Map(),
    degraded: [],
    path: [],
    unchanged: 0,
  };
}

/** The delta of a child, with `step` on the path meanwhile. */
export function diffChild(step: string | number, left: Json, right: Json, context: DiffContext): Delta {
  context.path.push(step);
  const delta = context.compare(left, right, context);
  context.path.pop();
  return delta;
}

/** Notes that the comparison was coarser here than it could be, once for each place and reason. */
export function degrade(context: DiffContext, reason: Degraded['reason']): void {
  if (context.degraded.length >= MAX_DEGRADED) return;
  const path = formatPath(context.path);
  const last = context.degraded.at(-1);
  if (last?.path !== path || last.reason !== reason) context.degraded.push({ path, reason });
}

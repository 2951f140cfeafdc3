import { flatten } from './flatten';
import { summarise } from './summarise';
import type { Change, Degraded, Delta, DiffResult } from './types';

/** The result around a delta: its changes by kind and the line that sums them up. */
export function toResult(delta: Delta, unchanged: number, degraded: Degraded[]): DiffResult {
  const all = flatten(delta);
  const result: DiffResult = {
    added: [],
    removed: [],
    modified: [],
    moved: [],
    unchanged,
    summary: summarise(all),
    degraded,
    delta,
  };
  const lists = { add: 'added', remove: 'removed', replace: 'modified', text: 'modified', move: 'moved' } as const;
  for (const change of all) result[lists[change.kind]].push(change);
  return result;
}

/** All changes of a result in document order of the right side. */
export function changes(result: DiffResult): Change[] {
  return flatten(result.delta);
}

/** One short line that says what changed and where, never what it was or became. */
export function summarizeDiff(result: DiffResult): string {
  return result.summary;
}

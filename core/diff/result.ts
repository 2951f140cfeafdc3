import { flatten } from './flatten';
import { summarise } from './summarise';
import type { Change, Degraded, Delta, DiffResult } from './types';

/** The result around a delta: its changes by kind and the line that sums them up. */
export function toResult(delta: Delta, unchanged: number, degraded: Degraded[]): DiffResult {
  const all = flatten(delta);
  const only = (...kinds: Change['kind'][]): Change[] => all.filter((change) => kinds.includes(change.kind));
  return {
    added: only('add'),
    removed: only('remove'),
    modified: only('replace', 'text'),
    moved: only('move'),
    unchanged,
    summary: summarise(all),
    degraded,
    delta,
  };
}

/** All changes of a result in document order of the right side. */
export function changes(result: DiffResult): Change[] {
  return flatten(result.delta);
}

/** One short line that says what changed and where, never what it was or became. */
export function summarizeDiff(result: DiffResult): string {
  return result.summary;
}

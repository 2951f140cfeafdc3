import { flatten, type Change, type PolicyStep } from '../diff';
import { leavesOf, type Secrets } from './secrets';
import { WIRE_KEYS, WIRE_VALUES } from './wireWords';

/** Remembers what the redacting steps took out: the most exact knowledge of what is secret, whatever came of it later. */
export function rememberRemoved(steps: PolicyStep[], secrets: Secrets): void {
  for (const step of steps) {
    if (!step.redacts) continue;
    for (const change of flatten(step.delta)) for (const text of removedBy(change)) secrets.remember(text);
  }
}

function removedBy(change: Change): string[] {
  if (change.spans !== undefined) return change.spans.flatMap((span) => (span.op === 'remove' ? [span.text] : []));
  if (change.left === undefined) return [];
  return leavesOf(change.left).filter((leaf) => !WIRE_KEYS.has(leaf) && !WIRE_VALUES.has(leaf));
}

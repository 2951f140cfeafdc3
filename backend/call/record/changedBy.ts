import type { RecordedDirection } from './callRecord';

/** The policies that changed something in these directions, in the chain's order. */
export function changedBy(directions: (RecordedDirection | null)[]): string[] {
  const steps = directions.flatMap((direction) => direction?.steps ?? []);
  return [...new Set(steps.flatMap(({ policy, delta }) => (delta.kind === 'same' ? [] : [policy])))];
}

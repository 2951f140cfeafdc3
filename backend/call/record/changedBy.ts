import type { Exchange } from '../exchange';
import type { RecordedDirection } from './callRecord';

/**
 * The policies that changed something in these directions, in the chain's order.
 *
 * @param exchanges where it is told beside the steps, of what is not kept
 */
export function changedBy(
  directions: readonly (RecordedDirection | null)[],
  exchanges: readonly (Exchange | null | undefined)[] = [],
): string[] {
  const steps = directions.flatMap((direction) => direction?.steps ?? []);
  const told = exchanges.flatMap((exchange) => exchange?.withheld?.changedBy ?? []);
  return [...new Set([...told, ...steps.flatMap(({ policy, delta }) => (delta.kind === 'same' ? [] : [policy]))])];
}

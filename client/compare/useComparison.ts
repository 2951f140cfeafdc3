import type { CallComparison } from '@lens/core/api';
import type { CompareChoice } from '@lens/viewer/address';
import { useWhole } from '../loaded/useWhole';
import type { ClientServices } from '../services';

/** What is known of a comparison before it is asked for. */
export interface FirstComparison {
  comparison: CallComparison;
  /** False when the bodies were too large to send along: they are asked for. */
  complete: boolean;
}

interface ComparisonAsked {
  choice: CompareChoice;
  /** Null where nothing came with the page. */
  first: FirstComparison | null;
}

/** A comparison of two calls, large bodies on their way. */
export function useComparison({ choice, first }: ComparisonAsked, { api }: ClientServices) {
  const { a, b, of, as } = choice;
  const { value: comparison, bodies } = useWhole({
    key: [a, b, of, as].join(),
    first: first && { value: first.comparison, complete: first.complete },
    load: (signal) => api.compareCalls({ a, b, of, as }, signal),
  });
  return { data: { comparison, bodies } };
}

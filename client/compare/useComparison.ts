import type { CallComparison } from '@lens/core/api';
import type { CompareChoice } from '@lens/viewer/address';
import type { CompareCallsProps } from '@lens/viewer/compare';
import { useEffect, useState } from 'react';
import { messageOf } from '../api/apiError';
import type { ClientServices } from '../services';

type Bodies = CompareCallsProps['bodies'];

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
  const [comparison, setComparison] = useState(first?.comparison ?? null);
  const complete = first?.complete ?? false;
  const [bodies, setBodies] = useState<Bodies>(complete ? 'ready' : 'loading');
  const { a, b, of, as } = choice;
  useEffect(() => {
    if (complete) return undefined;
    const abort = new AbortController();
    api.compareCalls({ a, b, of, as }, abort.signal).then(
      (whole) => {
        if (abort.signal.aborted) return;
        setComparison(whole);
        setBodies('ready');
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setBodies({ failed: messageOf(error) });
      },
    );
    return () => abort.abort();
  }, [api, complete, a, b, of, as]);
  return { data: { comparison, bodies } };
}

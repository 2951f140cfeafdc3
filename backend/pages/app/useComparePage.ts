import type { CallComparison } from '@lens/core/api';
import type { CompareCallsProps } from '@lens/viewer/compare';
import { useEffect, useState } from 'react';
import { errorText, fetchJson } from './fetchJson';
import type { ComparedCalls } from './pageData';

type Bodies = CompareCallsProps['bodies'];

/** State of a comparison in the browser: large bodies on their way. */
export function useComparePage({ comparison: first, complete, choice }: ComparedCalls) {
  const [comparison, setComparison] = useState(first);
  const [bodies, setBodies] = useState<Bodies>(complete ? 'ready' : 'loading');
  const { a, b, of, as } = choice;
  useEffect(() => {
    if (complete) return undefined;
    const abort = new AbortController();
    fetchJson(`/api/v1/compare?${new URLSearchParams({ a, b, of, as }).toString()}`, abort.signal).then(
      (whole) => {
        // Our own API's answer to our own page: its schema is checked where it is made.
        setComparison(whole as CallComparison);
        setBodies('ready');
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setBodies({ failed: errorText(error) });
      },
    );
    return () => abort.abort();
  }, [complete, a, b, of, as]);
  return { data: { comparison, bodies } };
}

import { useEffect, useState } from 'react';
import { messageOf } from '../api/apiError';

interface Loaded<T> {
  data: T | null;
  /** What went wrong, in words for people. */
  failed: string | null;
}

interface Asked<T> {
  /** The same text for the same question. */
  key: string;
  /** What came with the page; it answers the first question. */
  first: T | null;
  load: (signal: AbortSignal) => Promise<T>;
}

/** What was asked for; of another question nothing until its answer is there. */
export function useLoaded<T>({ key, first, load }: Asked<T>): Loaded<T> {
  const [answered, setAnswered] = useState<Loaded<T> & { key: string }>({ key, data: first, failed: null });
  const isThere = answered.key === key && (answered.data !== null || answered.failed !== null);
  useEffect(() => {
    if (isThere) return undefined;
    const abort = new AbortController();
    load(abort.signal).then(
      (data) => {
        if (!abort.signal.aborted) setAnswered({ key, data, failed: null });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setAnswered({ key, data: null, failed: messageOf(error) });
      },
    );
    return () => abort.abort();
    // `load` follows from `key`, and is another function with every draw.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, isThere]);
  return answered.key === key ? { data: answered.data, failed: answered.failed } : { data: null, failed: null };
}

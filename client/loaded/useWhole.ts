import { useEffect, useState } from 'react';
import { messageOf } from '../api/apiError';

interface Asked<T> {
  /** The same text for the same question. */
  key: string;
  /** What came with the page, if anything did; with `complete` there is no more to ask for. */
  first: { value: T; complete: boolean } | null;
  load: (signal: AbortSignal) => Promise<T>;
}

/** What comes with its bodies, which may have been too large to be sent with the page: they are asked for then. */
export function useWhole<T>({ key, first, load }: Asked<T>) {
  const [value, setValue] = useState<T | null>(first?.value ?? null);
  const complete = first?.complete ?? false;
  const [bodies, setBodies] = useState<'ready' | 'loading' | { failed: string }>(complete ? 'ready' : 'loading');
  useEffect(() => {
    if (complete) return undefined;
    const abort = new AbortController();
    load(abort.signal).then(
      (whole) => {
        if (abort.signal.aborted) return;
        setValue(whole);
        setBodies('ready');
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setBodies({ failed: messageOf(error) });
      },
    );
    return () => abort.abort();
    // `load` follows from `key`, and is another function with every draw.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, complete]);
  return { value, setValue, bodies };
}

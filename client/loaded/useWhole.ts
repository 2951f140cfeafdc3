import { useLoaded } from './useLoaded';

interface Asked<T> {
  /** The same text for the same question. */
  key: string;
  /** What came with the page, if anything did; with `complete` there is no more to ask for. */
  first: { value: T; complete: boolean } | null;
  load: (signal: AbortSignal) => Promise<T>;
}

interface Whole<T> {
  value: T | null;
  bodies: 'ready' | 'loading' | { failed: string };
}

/** What comes with its bodies, which may have been too large to be sent with the page: they are asked for then. */
export function useWhole<T>({ key, first, load }: Asked<T>): Whole<T> {
  const { data, failed } = useLoaded({ key, first: first?.complete === true ? first.value : null, load });
  if (data !== null) return { value: data, bodies: 'ready' };
  return { value: first?.value ?? null, bodies: failed === null ? 'loading' : { failed } };
}

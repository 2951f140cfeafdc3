/** A call that stands for those of a bucket. */
export interface Exemplar {
  traceId: string;
  value: number;
  /** Milliseconds since the Unix epoch. */
  at: number;
}

/** One series of a histogram. */
export interface HistogramState {
  /** For each bucket what fell into it alone; the last is for what is beyond all bounds. */
  counts: number[];
  /** For each bucket the newest. */
  exemplars: (Exemplar | undefined)[];
  sum: number;
}

export function emptyHistogram(buckets: readonly number[]): HistogramState {
  const counts = Array.from({ length: buckets.length + 1 }, () => 0);
  return { counts, exemplars: counts.map(() => undefined), sum: 0 };
}

/** Adds what was counted elsewhere by the same buckets. */
export function mergeInto(state: HistogramState, { counts, sum }: Pick<HistogramState, 'counts' | 'sum'>): void {
  state.counts = state.counts.map((count, index) => count + (counts[index] ?? 0));
  state.sum += sum;
}

export function addTo(state: HistogramState, buckets: readonly number[], value: number, exemplar?: Exemplar): void {
  let index = 0;
  while (index < buckets.length && value > (buckets[index] ?? Infinity)) index++;
  state.counts[index] = (state.counts[index] ?? 0) + 1;
  state.sum += value;
  if (exemplar !== undefined) state.exemplars[index] = exemplar;
}

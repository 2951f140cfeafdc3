import type { Series } from './exposition';

/** The series of one metric, by the values of its labels. */
export interface SeriesStore<State> {
  /** The series with these labels, which begins when it is first asked for. */
  at: (labels: Readonly<Record<string, string>>) => Series<State>;
  all: () => readonly Series<State>[];
}

/** Nested maps, a label a level: keys need not be put together at each call, which costs more than all the rest. */
export function createSeriesStore<State>(labelNames: readonly string[], begin: () => State): SeriesStore<State> {
  const root: Level<State> = { below: new Map(), series: null };
  const series: Series<State>[] = [];
  const inOrder = (labels: Readonly<Record<string, string>>) =>
    Object.fromEntries(labelNames.map((name) => [name, labels[name] ?? '']));
  return {
    at(labels) {
      let level = root;
      for (const name of labelNames) {
        const value = labels[name] ?? '';
        let next = level.below.get(value);
        if (next === undefined) level.below.set(value, (next = { below: new Map(), series: null }));
        level = next;
      }
      if (level.series === null) series.push((level.series = { labels: inOrder(labels), state: begin() }));
      return level.series;
    },
    all: () => series,
  };
}

interface Level<State> {
  below: Map<string, Level<State>>;
  series: Series<State> | null;
}

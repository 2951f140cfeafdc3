import { metricDefinitions, type MetricDefinition } from './definitions';
import { writeExposition, type Family, type MetricsFormat, type Series } from './exposition';
import { addTo, emptyHistogram, type Exemplar, type HistogramState } from './histogram';
import type { CounterName, HistogramName, Labelled, LabelsOf, MetricSource } from './readings';
import { createSeriesStore, type SeriesStore } from './seriesStore';

/** The metrics of this process. */
export interface Metrics {
  /** At a thing that happened; what is counted elsewhere is for a source to read. */
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, value: number, exemplar?: Exemplar): void;
  /** Asks `source` at every scrape from now on. */
  addSource(source: MetricSource): void;
  /** Everything there is to see now, as Prometheus reads it. */
  expose(format: MetricsFormat): string;
}

export function createMetrics(): Metrics {
  const counters = new Map<string, SeriesStore<number>>();
  const histograms = new Map<string, SeriesStore<HistogramState> & { buckets: readonly number[] }>();
  for (const [name, definition] of definitions) {
    if (definition.type === 'histogram') {
      const { labels, buckets } = definition;
      histograms.set(name, { ...createSeriesStore(labels, () => emptyHistogram(buckets)), buckets });
    } else if (definition.counted)
      counters.set(
        name,
        createSeriesStore(definition.labels, () => 0),
      );
  }
  const sources: MetricSource[] = [];

  function familyOf(name: string, { type, help }: MetricDefinition, readings: Read): Family {
    if (type === 'histogram') {
      const { all, buckets } = known(histograms, name);
      return { name, type, help, buckets, series: all() };
    }
    return { name, type, help, series: counters.get(name)?.all() ?? seriesOf(readings[name]) };
  }

  return {
    count(name, labels, by = 1) {
      known(counters, name).at(labels).state += by;
    },
    observe(name, labels, value, exemplar) {
      const { at, buckets } = known(histograms, name);
      addTo(at(labels).state, buckets, value, exemplar);
    },
    addSource: (source) => void sources.push(source),
    expose(format) {
      const readings: Read = {};
      for (const read of sources) Object.assign(readings, read());
      return writeExposition(
        definitions.map(([name, definition]) => familyOf(name, definition, readings)),
        format,
      );
    },
  };
}

const definitions = Object.entries<MetricDefinition>(metricDefinitions);

type Read = Record<string, number | readonly Labelled[]>;

/** Of a metric that nobody could read there is no series: not known is something else than zero. */
function seriesOf(reading: number | readonly Labelled[] | undefined): Series<number>[] {
  if (typeof reading === 'number') return [{ labels: {}, state: reading }];
  return (reading ?? []).map(({ labels, value }) => ({ labels, state: value }));
}

function known<Store>(stores: ReadonlyMap<string, Store>, name: string): Store {
  const store = stores.get(name);
  if (store === undefined) throw new Error(`No metric ${name} is counted here.`);
  return store;
}

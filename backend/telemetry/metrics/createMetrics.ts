import { metricDefinitions, type GenAiNames, type MetricDefinition } from './definitions';
import { writeExposition, type Family, type MetricsFormat, type Series } from './exposition';
import { addTo, emptyHistogram, mergeInto, type Exemplar, type HistogramState } from './histogram';
import type { CounterName, HistogramName, Labelled, LabelsOf, MetricSource } from './readings';
import { createSeriesStore, type SeriesStore } from './seriesStore';

/** The metrics of this process. */
export interface Metrics {
  /** At a thing that happened; what is counted elsewhere is for a source to read. */
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, value: number, exemplar?: Exemplar): void;
  /** What was counted elsewhere by the same buckets. */
  merge<Name extends HistogramName>(
    name: Name,
    labels: LabelsOf<Name>,
    counted: Pick<HistogramState, 'counts' | 'sum'>,
  ): void;
  /** Asks `source` at every scrape from now on. */
  addSource(source: MetricSource): void;
  /** Everything there is to see now, as Prometheus reads it. */
  expose(format: MetricsFormat): string;
}

/** @param names generations of OpenTelemetry's names for model calls that are shown */
export function createMetrics(names: GenAiNames = 'both'): Metrics {
  const counters = new Map<string, SeriesStore<number>>();
  const histograms = new Map<string, SeriesStore<HistogramState> & { buckets: readonly number[] }>();
  for (const [name, definition] of definitions) {
    if (definition.type === 'histogram' && !('sameAs' in definition)) {
      const { labels, buckets } = definition;
      histograms.set(name, { ...createSeriesStore(labels, () => emptyHistogram(buckets)), buckets });
    } else if (definition.type !== 'histogram' && definition.counted)
      counters.set(
        name,
        createSeriesStore(definition.labels, () => 0),
      );
  }
  const sources: MetricSource[] = [];
  const shown = definitions.filter(([, { names: of = names }]) => names === 'both' || of === names);

  function familyOf(name: string, definition: MetricDefinition, readings: Read): Family {
    const { type, help } = definition;
    if (type === 'histogram') {
      const { all, buckets } = known(histograms, definition.sameAs ?? name);
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
    merge: (name, labels, counted) => mergeInto(known(histograms, name).at(labels).state, counted),
    addSource: (source) => void sources.push(source),
    expose(format) {
      const readings: Read = {};
      for (const read of sources) Object.assign(readings, read());
      return writeExposition(
        shown.map(([name, definition]) => familyOf(name, definition, readings)),
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

import { Counter, Gauge, Registry, type OpenMetricsContentType } from 'prom-client';
import { classicText, type MetricsFormat } from './exposition';
import { metricDefinitions, type MetricDefinition } from './definitions';
import type { Labelled, MetricSource } from './readings';

export interface Metrics {
  /** Everything there is to see now, as Prometheus reads it. */
  expose(format: MetricsFormat): Promise<string>;
}

/** The registry of this process: asks `sources` at each scrape. */
export function createMetrics(sources: readonly MetricSource[]): Metrics {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const scraped = Object.entries(metricDefinitions).map(([name, definition]) =>
    scrapedMetric(registry, name, definition),
  );

  return {
    async expose(format) {
      const readings: Record<string, number | readonly Labelled[]> = {};
      for (const read of sources) Object.assign(readings, read());
      for (const { name, show } of scraped) show(seriesOf(readings[name]));
      // All values are read in this turn: two scrapes at one time do not mix.
      const text = await registry.metrics();
      return format === 'openmetrics' ? text : classicText(text);
    },
  };
}

interface Scraped {
  name: string;
  show: (series: readonly Labelled[]) => void;
}

function scrapedMetric(
  registry: Registry<OpenMetricsContentType>,
  name: string,
  definition: MetricDefinition,
): Scraped {
  const { type, help, labels } = definition;
  const configuration = { name, help, labelNames: labels, registers: [registry] };
  const metric = type === 'counter' ? new Counter(configuration) : new Gauge(configuration);
  return {
    name,
    show(series) {
      metric.reset();
      // Without labels a reset leaves a zero, which is not what "not known" means.
      if (labels.length === 0) metric.remove();
      for (const { labels: of, value } of series) metric.inc(of, value);
    },
  };
}

function seriesOf(reading: number | readonly Labelled[] | undefined): readonly Labelled[] {
  return typeof reading === 'number' ? [{ labels: {}, value: reading }] : (reading ?? []);
}

import type { HistogramState } from './histogram';

/** OpenMetrics 1.0, which has exemplars; the classic text format 0.0.4, which everything reads. */
export type MetricsFormat = 'openmetrics' | 'classic';

export const contentTypes: Record<MetricsFormat, string> = {
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  classic: 'text/plain; version=0.0.4; charset=utf-8',
};

/** A metric with its series as they are now. */
export type Family = { name: string; help: string } & (
  | { type: 'counter' | 'gauge'; series: readonly Series<number>[] }
  | { type: 'histogram'; buckets: readonly number[]; series: readonly Series<HistogramState>[] }
);

export interface Series<State> {
  labels: Readonly<Record<string, string>>;
  state: State;
}

/** The text that Prometheus reads. */
export function writeExposition(families: readonly Family[], format: MetricsFormat): string {
  const lines = families.flatMap((family) => {
    const { name, type, help } = family;
    // OpenMetrics names a counter without the suffix that its samples have.
    const told = format === 'openmetrics' && type === 'counter' ? name.replace(/_total$/, '') : name;
    const head = [`# HELP ${told} ${help.replace(/[\\\n]/g, escaped)}`, `# TYPE ${told} ${type}`];
    return [...head, ...(family.type === 'histogram' ? histogramLines(family, format) : plainLines(family))];
  });
  return `${lines.join('\n')}\n${format === 'openmetrics' ? '# EOF\n' : ''}`;
}

function plainLines({ name, series }: { name: string; series: readonly Series<number>[] }): string[] {
  return series.map(({ labels, state }) => sample(name, labels, state));
}

function histogramLines({ name, buckets, series }: Family & { type: 'histogram' }, format: MetricsFormat): string[] {
  return series.flatMap(({ labels, state }) => {
    let count = 0;
    const lines = state.counts.map((inBucket, index) => {
      count += inBucket;
      const line = sample(`${name}_bucket`, { ...labels, le: number(buckets[index] ?? Infinity) }, count);
      const exemplar = format === 'openmetrics' ? state.exemplars[index] : undefined;
      return exemplar === undefined
        ? line
        : `${line} # {trace_id="${exemplar.traceId}"} ${number(exemplar.value)} ${number(exemplar.at / 1000)}`;
    });
    return [...lines, sample(`${name}_sum`, labels, state.sum), sample(`${name}_count`, labels, count)];
  });
}

function sample(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const pairs = Object.entries(labels).map(([label, of]) => `${label}="${of.replace(/[\\\n"]/g, escaped)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${number(value)}`;
}

function escaped(character: string): string {
  return character === '\n' ? '\\n' : `\\${character}`;
}

function number(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

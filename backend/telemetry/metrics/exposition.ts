/** OpenMetrics 1.0, which has exemplars; the classic text format 0.0.4, which everything reads. */
export type MetricsFormat = 'openmetrics' | 'classic';

export const contentTypes: Record<MetricsFormat, string> = {
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  classic: 'text/plain; version=0.0.4; charset=utf-8',
};

/**
 * What a client that sends this `Accept` gets: OpenMetrics when it asks for that by name at least as gladly as for text.
 * Parameters beside `q` are not compared: Prometheus 3 adds some that would match nothing.
 */
export function negotiateFormat(accept: string | undefined): MetricsFormat {
  const wanted = (accept ?? '').split(',').map(readPreference);
  const quality = (...types: string[]): number =>
    Math.max(0, ...wanted.filter(({ type }) => types.includes(type)).map(({ quality }) => quality));
  const openMetrics = quality('application/openmetrics-text');
  return openMetrics > 0 && openMetrics >= quality('text/plain', 'text/*') ? 'openmetrics' : 'classic';
}

function readPreference(range: string): { type: string; quality: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { type, quality: Number.isFinite(quality) ? quality : 0 };
}

/**
 * The classic format of a text that prom-client wrote as OpenMetrics. It writes one format a registry, and in OpenMetrics
 * it renames counters for good, so that no registry can give both.
 */
export function classicText(openMetrics: string): string {
  const counters = new Set([...openMetrics.matchAll(/^# TYPE (\S+) counter$/gm)].map(([, name]) => name));
  return openMetrics
    .replace(/^(# (?:HELP|TYPE) )(\S+)/gm, (line: string, before: string, name: string) =>
      counters.has(name) ? `${before}${name}_total` : line,
    )
    .replace(/^([^#\n].*) # \{.*\} \S+ \S+$/gm, '$1')
    .replace(/^# EOF\n/m, '');
}

import type { MetricsFormat } from './exposition';

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

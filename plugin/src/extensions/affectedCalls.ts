/** What an alert's labels and the list's filters name alike. */
const filters = ['provider', 'policy', 'status'] as const;

const pages = ['calls', 'errors'];

interface FiredAlert {
  /**
   * The annotation `luthien_calls` of its rule, which says which calls explain it: a page of the app with filters, as in
   * `calls?status=failed&minutes=5`.
   */
  named: string | undefined;
  labels: Readonly<Record<string, string | undefined>>;
  activeAt: string | undefined;
}

/** The page of the app that shows the calls that explain an alert, with its filters. */
export function affectedCalls({ named = '', labels, activeAt }: FiredAlert): string {
  const [first = '', search] = named.split('?');
  const page = pages.includes(first) ? first : 'calls';
  const query = new URLSearchParams(search);
  const minutes = query.get('minutes');
  query.delete('minutes');
  if (page === 'calls') {
    for (const name of filters) if (isValue(labels[name])) query.set(name, labels[name]);
    const { model } = labels;
    if (isValue(model) && model !== anyModel) query.set('model', model.includes('*') ? model : `${model}*`);
    const from = before(activeAt, minutes);
    if (from !== null) query.set('from', from);
  }
  return query.size === 0 ? page : `${page}?${query.toString()}`;
}

/** What metrics call every model that neither the price table nor the configuration knows. Known ones have calls with a date behind. */
const anyModel = 'other';

function isValue(label: string | undefined): label is string {
  return label !== undefined && label !== '';
}

/**
 * What made an alert active was there before; null where it is not active, which Grafana says with the year 1. Of what makes no
 * time the list of calls says so.
 */
function before(activeAt: string | undefined, minutes: string | null): string | null {
  if (!isValue(activeAt) || minutes === null) return null;
  const active = Date.parse(activeAt);
  if (active <= 0) return null;
  const from = new Date(active - Number(minutes) * 60_000);
  return Number.isNaN(from.valueOf()) ? `${minutes} minutes before ${activeAt}` : from.toISOString();
}

import { PluginExtensionPoints, type PluginExtensionAddedLinkConfig } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { appId, appPath } from '../constants';

interface AlertInContext {
  instance?: { labels?: Record<string, string>; activeAt?: string };
  rule?: { labels?: Record<string, string>; annotations?: Record<string, string> };
}

/** What an alert's labels and the list's filters name alike. */
const filters = ['provider', 'policy', 'status'] as const;

/** The annotation of a rule that says which calls explain it: a page of the app with filters, as in `calls?status=failed&minutes=5`. */
const annotation = 'luthien_calls';
const pages = ['calls', 'errors'];

/** On an instance of one of our alert rules: to the calls that explain it. */
export const alertLink: PluginExtensionAddedLinkConfig<AlertInContext> = {
  title: 'Open affected calls in Luthien Lens',
  description: 'The calls that explain this alert: failed, slow or dear, of its model, provider and time',
  targets: [PluginExtensionPoints.AlertInstanceAction],
  icon: 'exchange-alt',
  // Of a path Grafana asks whether one means it, in a dialog: one click more on the way to what changed.
  onClick: (_event, { context }) => locationService.push(placeOf(context ?? {})),
  configure: (context) => (isOurs(labelsOf(context ?? {})) ? {} : undefined),
};

function placeOf(context: AlertInContext): string {
  const [named = '', search] = (context.rule?.annotations?.[annotation] ?? '').split('?');
  const page = pages.includes(named) ? named : 'calls';
  const query = new URLSearchParams(search);
  const minutes = Number(query.get('minutes'));
  query.delete('minutes');
  if (page === 'calls') {
    const labels = labelsOf(context);
    for (const name of filters) if (isValue(labels[name])) query.set(name, labels[name]);
    const { model } = labels;
    if (isValue(model) && model !== anyModel) query.set('model', model.includes('*') ? model : `${model}*`);
    const from = before(context.instance?.activeAt, minutes);
    if (from !== null) query.set('from', from);
  }
  return query.size === 0 ? `${appPath}/${page}` : `${appPath}/${page}?${query.toString()}`;
}

/** What metrics call every model that neither the price table nor the configuration knows. Known ones have calls with a date behind. */
const anyModel = 'other';

function isValue(label: string | undefined): label is string {
  return label !== undefined && label !== '';
}

/** What made an alert active was there before; null where it is not active, which Grafana says with the year 1. */
function before(activeAt: string | undefined, minutes: number): string | null {
  const active = Date.parse(activeAt ?? '');
  return active > 0 && minutes > 0 ? new Date(active - minutes * 60_000).toISOString() : null;
}

function labelsOf({ rule, instance }: AlertInContext): Record<string, string> {
  return { ...rule?.labels, ...instance?.labels };
}

/** Grafana marks rules of a plugin with this label; ours have it. */
function isOurs(labels: Record<string, string>): boolean {
  return labels['__grafana_origin'] === `plugin/${appId}` || labels['service'] === 'luthien-lens';
}

import { PluginExtensionPoints, type PluginExtensionAddedLinkConfig } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { appId, appPath } from '../constants';

interface AlertInContext {
  instance?: { labels?: Record<string, string>; activeAt?: string };
}

/** What an alert's labels and the list's filters name alike. */
const filters = ['provider', 'model', 'policy', 'status'] as const;

/** On an instance of one of our alert rules: to the calls that its labels tell of. */
export const alertLink: PluginExtensionAddedLinkConfig<AlertInContext> = {
  title: 'Open affected calls in Luthien Lens',
  description: 'The calls with the model, provider and policy of this alert',
  targets: [PluginExtensionPoints.AlertInstanceAction],
  icon: 'exchange-alt',
  // Of a path Grafana asks whether one means it, in a dialog: one click more on the way to what changed.
  onClick: (_event, { context }) => locationService.push(placeOf(context)),
  configure: (context) => (isOurs(context?.instance?.labels ?? {}) ? {} : undefined),
};

function placeOf(context: AlertInContext | undefined): string {
  const labels = context?.instance?.labels ?? {};
  const query = new URLSearchParams(
    filters.flatMap((name) => {
      const value = labels[name] ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
  return query.size === 0 ? `${appPath}/calls` : `${appPath}/calls?${query.toString()}`;
}

/** Grafana marks rules of a plugin with this label; ours have it. */
function isOurs(labels: Record<string, string>): boolean {
  return labels['__grafana_origin'] === `plugin/${appId}` || labels['service'] === 'luthien-gateway';
}

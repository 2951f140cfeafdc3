import { PluginExtensionPoints, type PluginExtensionAddedLinkConfig } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { appId, appPath } from '../constants';
import { affectedCalls } from './affectedCalls';

interface AlertInContext {
  instance?: { labels?: Record<string, string>; activeAt?: string };
  rule?: { labels?: Record<string, string>; annotations?: Record<string, string> };
}

/** On an instance of one of our alert rules: to the calls that explain it. */
export const alertLink: PluginExtensionAddedLinkConfig<AlertInContext> = {
  title: 'Open affected calls in Luthien Lens',
  description: 'The calls that explain this alert: failed, slow or dear, of its model, provider and time',
  targets: [PluginExtensionPoints.AlertInstanceAction],
  icon: 'exchange-alt',
  // Of a path Grafana asks whether one means it, in a dialog: one click more on the way to what changed.
  onClick: (_event, { context }) => locationService.push(`${appPath}/${placeOf(context ?? {})}`),
  configure: (context = {}) => (isOurs(labelsOf(context)) && isOfCalls(context) ? {} : undefined),
};

function placeOf(context: AlertInContext): string {
  return affectedCalls({
    named: context.rule?.annotations?.['luthien_calls'],
    labels: labelsOf(context),
    activeAt: context.instance?.activeAt,
  });
}

/** Of a disk, for instance, it is not: all calls there are would explain nothing. */
function isOfCalls(context: AlertInContext): boolean {
  return placeOf(context) !== 'calls';
}

function labelsOf({ rule, instance }: AlertInContext): Record<string, string> {
  return { ...rule?.labels, ...instance?.labels };
}

/** Grafana marks rules of a plugin with this label; ours have it. */
function isOurs(labels: Record<string, string>): boolean {
  return labels['__grafana_origin'] === `plugin/${appId}` || labels['service'] === 'luthien-lens';
}

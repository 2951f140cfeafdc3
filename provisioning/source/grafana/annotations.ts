import { dataSources } from './dataSources';

/** What is marked in every graph of a dashboard, as its JSON has it. */
export type Annotation = { name: string } & Record<string, unknown>;

/** Grafana's own: the states of alert rules that name the dashboard's panels. */
export const alertStates: Annotation = {
  ...{ name: 'Alerts', builtIn: 1, type: 'dashboard', enable: true, hide: false, iconColor: 'red' },
  datasource: dataSources.grafana,
  target: { type: 'dashboard', limit: 100, matchAny: false, tags: [] },
};

/** The moments that a series says, in milliseconds since the Unix epoch. */
export function moments(name: string, expr: string, { iconColor = 'blue', title = '', text = '' } = {}): Annotation {
  return {
    ...{ name, enable: true, hide: false, iconColor, datasource: dataSources.prometheus },
    ...{ expr, step: '60s', useValueForTime: true, titleFormat: title, textFormat: text, tagKeys: '' },
  };
}

/** Where a gateway started with other policies than before, as our own data source tells. */
export const policyChanges: Annotation = {
  ...{ name: 'Policy changes', enable: true, hide: false, iconColor: 'purple', datasource: dataSources.calls },
  target: { refId: 'Annotations', type: 'annotations', kind: 'policies' },
};

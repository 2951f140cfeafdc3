/** The ids under which Grafana knows the parts of this plugin. */
export const appId = 'luthien-lens-app';
export const dataSourceType = 'luthien-calls-datasource';
export const diffPanelId = 'luthien-diff-panel';
export const waterfallPanelId = 'luthien-waterfall-panel';

/** Where the app's pages are. */
export const appPath = `/a/${appId}`;

/** The data sources that the shipped provisioning makes. */
export const provisionedDataSourceUid = 'luthien-calls';
export const provisionedLokiUid = 'luthien-loki';

/** Routes of the app (plugin.json), through which Grafana sends the app's own token for Editors. */
export const originalsProxy = `/api/plugin-proxy/${appId}/originals`;
export const scoresProxy = `/api/plugin-proxy/${appId}/scores`;

/** The dashboard “Call drill-down” of the shipped provisioning. */
export const drillDownUid = 'luthien-call';

/** The ids under which Grafana knows the parts of this plugin. */
export const appId = 'luthien-lens-app';

/** Where the app's pages are. */
export const appPath = `/a/${appId}`;

/** The data source that the shipped provisioning makes. */
export const provisionedDataSourceUid = 'luthien-calls';

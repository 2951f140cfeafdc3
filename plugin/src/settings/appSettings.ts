/** What an administrator set, as Grafana keeps it for everybody to read. The token is among what only Grafana itself reads. */
export interface AppSettings {
  /** Where Grafana reaches the gateway. */
  gatewayUrl?: string;
  /** Where clients do, if that is another address. */
  publicUrl?: string;
  /** The data source that pages read with; left out: the provisioned one, or the only one. */
  dataSourceUid?: string;
  /** The Loki that has the gateway's lines; left out: the provisioned one, or the first of its type. */
  lokiUid?: string;
}

/** What clients of a gateway are told where nothing is set: its own default. */
export const usualUrl = 'http://localhost:8080';

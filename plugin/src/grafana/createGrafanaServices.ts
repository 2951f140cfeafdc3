import { createApi } from '@lens/client/api';
import { tabStorage } from '@lens/client/browser';
import type { ClientServices } from '@lens/client/services';
import { grafanaFetch } from './grafanaFetch';
import { createGrafanaHost } from './grafanaHost';

/** What the hooks of `client` work with inside Grafana: the gateway is asked through Grafana's proxy. */
export function createGrafanaServices({ baseUrl, idPrefix }: { baseUrl: string; idPrefix: string }): ClientServices {
  return {
    api: createApi({ baseUrl, fetch: grafanaFetch }),
    host: createGrafanaHost({ idPrefix }),
    storage: tabStorage,
    now: () => Date.now(),
  };
}

/** Where a data source's gateway is asked: Grafana adds the token, which no browser sees. */
export function proxyOf(dataSourceUid: string): string {
  return `/api/datasources/proxy/uid/${encodeURIComponent(dataSourceUid)}`;
}

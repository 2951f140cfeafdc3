import { DataSourceApi, type DataQueryResponse, type TestDataSourceResponse } from '@grafana/data';
import { createApi } from '@lens/client/api';
import { grafanaFetch } from '../grafana/grafanaFetch';
import { proxyOf } from '../grafana/createGrafanaServices';

/** The calls that a gateway recorded, read through Grafana's proxy. */
export class CallsDataSource extends DataSourceApi {
  override query(): Promise<DataQueryResponse> {
    return Promise.resolve({ data: [] });
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    const api = createApi({ baseUrl: proxyOf(this.uid), fetch: grafanaFetch });
    try {
      await api.listCalls({ limit: '1' }, new AbortController().signal);
      return { status: 'success', message: 'The gateway answers.' };
    } catch (error) {
      return { status: 'error', message: error instanceof Error ? error.message : String(error) };
    }
  }
}

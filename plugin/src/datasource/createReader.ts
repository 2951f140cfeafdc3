import type { DataFrame, MetricFindValue, TestDataSourceResponse } from '@grafana/data';
import { createApi } from '@lens/client/api';
import { proxyOf } from '../grafana/createGrafanaServices';
import { grafanaFetch } from '../grafana/grafanaFetch';
import { findFrame, type Asked } from './findFrame';
import { testGateway } from './testGateway';
import { createTurnsOf } from './turnsOf';
import type { CallsVariableQuery } from './types';

/** What is asked of a gateway. */
export interface Reader {
  findFrame: (asked: Asked) => Promise<DataFrame | null>;
  findValues: (of: NonNullable<CallsVariableQuery['of']>, time: TimeSpan) => Promise<MetricFindValue[]>;
  test: () => Promise<TestDataSourceResponse>;
}

interface TimeSpan {
  from: string;
  to: string;
}

/** Reads the gateway of a data source through Grafana's proxy. It brings the API's schemas, which are far larger than the rest. */
export function createReader(dataSourceUid: string): Reader {
  const api = createApi({ baseUrl: proxyOf(dataSourceUid), fetch: grafanaFetch });
  const turnsOf = createTurnsOf(api);
  return {
    findFrame: (asked) => findFrame(api, turnsOf, asked),
    findValues: async (of, time) => {
      const { values } = await api.listFacets({ of, ...time, limit: '500' }, new AbortController().signal);
      return values.map(({ value, calls }) => ({ text: value, value, properties: { calls: String(calls) } }));
    },
    test: () => testGateway(api),
  };
}

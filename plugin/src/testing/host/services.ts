import { locationUtil, standardEditorsRegistry, type DataSourceApi } from '@grafana/data';
import {
  config,
  locationService,
  setBackendSrv,
  setDataSourceSrv,
  setTemplateSrv,
  type BackendSrv,
  type DataSourceSrv,
  type TemplateSrv,
} from '@grafana/runtime';
import { createBackendSrv } from './backendSrv';

/** What plugins reach by `@grafana/runtime`. A service does what plugins of today ask of it: for anything else it has no method. */
export function startServices(openDataSource: () => Promise<DataSourceApi>): void {
  locationUtil.initialize({
    config: config.bootData.settings,
    getTimeRangeForUrl: () => ({ from: 'now-1h', to: 'now' }),
    getVariablesUrlParams: () => ({}),
  });
  // Options of panels are edited in Grafana itself: here it is enough that their editors have the names that there are.
  standardEditorsRegistry.setInit(() =>
    ['text', 'boolean', 'radio', 'number'].map((id) => ({ id, name: id, editor: () => null })),
  );
  setBackendSrv(createBackendSrv() as BackendSrv);
  setTemplateSrv(templateSrv as TemplateSrv);
  setDataSourceSrv(dataSourceSrv(openDataSource) as DataSourceSrv);
}

/** Variables of a dashboard are in its address. */
const templateSrv: Partial<TemplateSrv> = {
  getVariables: () => Object.keys(variables()).map((name) => ({ name })) as never[],
  replace: (text = '', _scoped, format) =>
    text.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => {
      const value = variables()[name];
      if (value === undefined) return whole;
      return typeof format === 'function' ? String((format as (value: string) => unknown)(value)) : value;
    }),
};

export const replaceVariables = (text: string): string => templateSrv.replace?.(text) ?? text;

function variables(): Record<string, string> {
  const named = [...new URLSearchParams(locationService.getLocation().search)];
  return Object.fromEntries(
    named.filter(([name]) => name.startsWith('var-')).map(([name, value]) => [name.slice('var-'.length), value]),
  );
}

function dataSourceSrv(open: () => Promise<DataSourceApi>): Partial<DataSourceSrv> {
  const known = Object.values(config.datasources);
  return {
    getList: ({ type, pluginId } = {}) => known.filter((each) => each.type === (type ?? pluginId)),
    getInstanceSettings: (ref) => known.find(({ uid }) => uid === (typeof ref === 'string' ? ref : ref?.uid)),
    get: open,
  };
}

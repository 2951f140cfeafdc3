import type { PanelData } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { dataSourceType, provisionedDataSourceUid } from '../../constants';

/** The data source that a panel's calls are asked of: that of its own query, else the first one of our kind. */
export function dataSourceOf({ request }: Pick<PanelData, 'request'>): string {
  const own = request?.targets.find(({ datasource }) => datasource?.type === dataSourceType)?.datasource?.uid;
  const [first] = getDataSourceSrv().getList({ pluginId: dataSourceType });
  return own ?? first?.uid ?? provisionedDataSourceUid;
}

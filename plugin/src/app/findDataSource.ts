import { getDataSourceSrv } from '@grafana/runtime';
import { dataSourceType, provisionedDataSourceUid } from '../constants';
import type { AppSettings } from '../settings/appSettings';

/** The uid of the data source that pages read with: that of the settings, the provisioned one, or the first of its type. */
export function findDataSource({ dataSourceUid }: AppSettings): string | null {
  const uids = getDataSourceSrv()
    .getList({ type: dataSourceType })
    .map(({ uid }) => uid);
  const wanted = dataSourceUid ?? provisionedDataSourceUid;
  return uids.includes(wanted) ? wanted : (uids[0] ?? null);
}

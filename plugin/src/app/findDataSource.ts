import { getDataSourceSrv } from '@grafana/runtime';
import { dataSourceType, provisionedDataSourceUid, provisionedLokiUid } from '../constants';
import type { AppSettings } from '../settings/appSettings';

/** The uid of the data source that pages read with: that of the settings, the provisioned one, or the first of its type. */
export function findDataSource({ dataSourceUid }: AppSettings): string | null {
  return uidOf(dataSourceType, dataSourceUid ?? provisionedDataSourceUid);
}

/** The Lokis that the reader may query. */
export function allLokis(): { uid: string; name: string }[] {
  return getDataSourceSrv().getList({ type: 'loki' });
}

/** The uid of the Loki that has the gateway's lines, found alike; null also where the reader may query none. */
export function findLoki({ lokiUid }: AppSettings): string | null {
  return uidOf('loki', lokiUid ?? provisionedLokiUid);
}

function uidOf(type: string, wanted: string): string | null {
  const uids = getDataSourceSrv()
    .getList({ type })
    .map(({ uid }) => uid);
  return uids.includes(wanted) ? wanted : (uids[0] ?? null);
}

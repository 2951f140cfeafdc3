import { config } from '@grafana/runtime';
import { createApi } from '@lens/client/api';
import type { ClientServices } from '@lens/client/services';
import { useMemo, useState } from 'react';
import { originalsProxy } from '../../constants';
import { grafanaFetch } from '../../grafana/grafanaFetch';

/**
 * What policies redacted is masked in what the data source reads, for everybody. Editors may ask for it through the app's own
 * route, whose token the gateway lets see it; each such view is in the gateway's audit log with their name.
 */
export function useOriginals(masked: ClientServices) {
  const [shown, setShown] = useState(false);
  const revealing = useMemo(
    () => ({ ...masked, api: createApi({ baseUrl: originalsProxy, fetch: grafanaFetch }) }),
    [masked],
  );
  return { shown, isEditor: mayAct(), onShow: setShown, services: shown ? revealing : masked };
}

/** For the button alone: Grafana and the gateway decide by themselves. */
function mayAct(): boolean {
  const { orgRole, isGrafanaAdmin } = config.bootData.user;
  return isGrafanaAdmin || ['Editor', 'Admin'].includes(orgRole);
}

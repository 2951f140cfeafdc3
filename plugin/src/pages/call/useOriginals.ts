import { createApi } from '@lens/client/api';
import type { ClientServices } from '@lens/client/services';
import { useMemo, useState } from 'react';
import { originalsProxy } from '../../constants';
import { grafanaFetch } from '../../grafana/grafanaFetch';
import { isEditor } from '../../grafana/isEditor';
import { t } from '../../i18n/t';

/** Said when the app's own route gives a call masked too. */
const stillMasked = () =>
  t(
    'originals.still-masked',
    'The app’s token lacks the scope “reveal”: an admin sets another on the app’s configuration page.',
  );

/**
 * What policies redacted is masked in what the data source reads, for everybody. Editors may ask for it through the app's own
 * route, whose token the gateway lets see it; each such view is in the gateway's audit log with their name.
 */
export function useOriginals(masked: ClientServices) {
  const [shown, setShown] = useState(false);
  const revealing = useMemo(
    () => ({
      ...masked,
      api: createApi({ baseUrl: originalsProxy, fetch: grafanaFetch }),
      host: { ...masked.host, howToReveal: stillMasked() },
    }),
    [masked],
  );
  return { shown, isEditor: isEditor(), onShow: setShown, services: shown ? revealing : masked };
}

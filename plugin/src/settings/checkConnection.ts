import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { createApi } from '@lens/client/api';
import { lastValueFrom } from 'rxjs';
import { originalsProxy } from '../constants';
import { proxyOf } from '../grafana/createGrafanaServices';
import { grafanaFetch } from '../grafana/grafanaFetch';
import { toProblem } from '../grafana/toProblem';
import { t } from '../i18n/t';

/** How a way to the gateway does, in words; what is wrong says what to do. */
export interface Checked {
  way: 'reading' | 'originals';
  problem: string | null;
}

/** No call has this id: that the gateway says so shows that it is there and takes the token. */
const nobody = '00000000-0000-7000-8000-000000000000';

/** Tries both ways to the gateway: of the data source, which everybody reads with, and of the app, for Editors. */
export function checkConnection(dataSourceUid: string | null): Promise<Checked[]> {
  return Promise.all([told('reading', checkReading(dataSourceUid)), told('originals', checkOriginals())]);
}

async function told(way: Checked['way'], problem: Promise<string | null>): Promise<Checked> {
  return { way, problem: await problem };
}

async function checkReading(uid: string | null): Promise<string | null> {
  if (uid === null) {
    return t(
      'settings.no-data-source',
      'There is no data source of the type Luthien calls. Add one under Connections.',
    );
  }
  const api = createApi({ baseUrl: proxyOf(uid), fetch: grafanaFetch });
  try {
    await api.listCalls({ limit: '1' }, new AbortController().signal);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function checkOriginals(): Promise<string | null> {
  const url = `${originalsProxy}/api/v1/calls/${nobody}`;
  try {
    await lastValueFrom(getBackendSrv().fetch({ url, showErrorAlert: false }));
    return null;
  } catch (error) {
    if (!isFetchError<unknown>(error)) return t('settings.no-grafana', 'Grafana could not be reached.');
    const { code, detail } = toProblem(error.status, JSON.stringify(error.data));
    // The app’s proxy passes on what the gateway says of the token, a data source’s does not.
    if (code === 'unauthorized') {
      return t(
        'settings.token.refused',
        'The gateway refused the app’s token. Enter a valid one above (one of LENS_API_TOKENS of the gateway).',
      );
    }
    return code === 'unknown_call' ? null : detail;
  }
}

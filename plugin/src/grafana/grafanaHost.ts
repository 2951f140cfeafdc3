import { AppEvents, locationUtil } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { copyText, downloadText } from '@lens/client/browser';
import { createLinks, type ViewerHost } from '@lens/viewer/host';
import { appPath } from '../constants';
import { createGrafanaAddress } from './grafanaAddress';

/** Grafana as the house of a viewer. `idPrefix` begins its ids and permalinks: of two on a page each has its own. */
export function createGrafanaHost({ idPrefix }: Pick<ViewerHost, 'idPrefix'>): ViewerHost {
  return {
    links: {
      ...createLinks({
        list: pathOf('calls'),
        compare: pathOf('compare'),
        live: pathOf('live'),
        errors: pathOf('errors'),
        sessions: pathOf('sessions'),
        call: (callId) => pathOf(`calls/${encodeURIComponent(callId)}`),
      }),
      trace: ({ traceUrl }) => traceUrl,
      logs: ({ logsUrl }) => logsUrl,
    },
    address: createGrafanaAddress(),
    // Grafana has keys of its own.
    keyScope: null,
    idPrefix,
    notify: (words) => getAppEvents().publish({ type: AppEvents.alertSuccess.name, payload: [words] }),
    copy: copyText,
    download: downloadText,
  };
}

/** The address of one of the app's pages, below whatever path Grafana is served under. */
function pathOf(page: string): string {
  return locationUtil.assureBaseUrl(`${appPath}/${page}`);
}

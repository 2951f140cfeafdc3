import { AppEvents, locationUtil } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { copyText, downloadText } from '@lens/client/browser';
import type { Call } from '@lens/core/api';
import { createLinks, type ViewerHost } from '@lens/viewer/host';
import { appPath, drillDownUid } from '../constants';
import { t } from '../i18n/t';
import { createGrafanaAddress } from './grafanaAddress';
import { isEditor } from './isEditor';
import { mayExplore } from './mayExplore';

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
      trace: ({ call, traceUrl }) => (mayExplore() && traceUrl !== null ? traceUrl : drillDownOf(call)),
      logs: ({ call, logsUrl }) => (mayExplore() && logsUrl !== null ? logsUrl : drillDownOf(call)),
    },
    address: createGrafanaAddress(),
    // Grafana has keys of its own.
    keyScope: null,
    idPrefix,
    howToReveal: isEditor()
      ? t('originals.yours', 'You may see it: “Show originals” on the call’s page.')
      : t(
          'originals.others',
          'Editors may see it, with “Show originals” on the call’s page: ask one, or an admin for the role.',
        ),
    notify: (words) => getAppEvents().publish({ type: AppEvents.alertSuccess.name, payload: [words] }),
    copy: copyText,
    download: downloadText,
  };
}

/** The address of one of the app's pages, below whatever path Grafana is served under. */
function pathOf(page: string): string {
  return locationUtil.assureBaseUrl(`${appPath}/${page}`);
}

const marginMs = 5 * 60_000;

/** The dashboard that has a call's trace, logs and diff, at the time of the call. */
function drillDownOf({ callId, traceId, startedAt, durationMs }: Call): string {
  const start = Date.parse(startedAt);
  const query = new URLSearchParams({
    'var-callId': callId,
    'var-traceId': traceId,
    from: String(start - marginMs),
    to: String(Math.ceil(start + (durationMs ?? 0)) + marginMs),
  });
  return locationUtil.assureBaseUrl(`/d/${drillDownUid}?${query.toString()}`);
}

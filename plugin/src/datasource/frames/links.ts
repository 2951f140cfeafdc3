import type { DataLink } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { appPath } from '../../constants';
import { t } from '../../i18n/t';

/** Leads from a call id in a table to the call's page in the app. */
export function callLink(): DataLink {
  return { title: t('links.call', 'Open the call'), url: `${appPath}/calls/\${__value.raw}` };
}

export function sessionLink(): DataLink {
  return { title: t('links.session', 'Open the session'), url: `${appPath}/sessions/\${__value.raw}` };
}

/** Shows the call in the panels of this dashboard that follow its variable. */
export function showHere(): DataLink {
  return {
    title: t('links.here', 'Show it on this dashboard'),
    url: '',
    onClick: ({ origin }: { origin: { field: { values: unknown[] }; rowIndex?: number } }) => {
      const callId = origin.field.values[origin.rowIndex ?? 0];
      if (typeof callId === 'string') locationService.partial({ 'var-callId': callId }, false);
    },
  };
}

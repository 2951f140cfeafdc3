import type { DataLink } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { appPath } from '../../constants';

/** Leads from a call id in a table to the call's page in the app. */
export const callLink: DataLink = { title: 'Open the call', url: `${appPath}/calls/\${__value.raw}` };

export const sessionLink: DataLink = { title: 'Open the session', url: `${appPath}/sessions/\${__value.raw}` };

/** Shows the call in the panels of this dashboard that follow its variable. */
export const showHere: DataLink = {
  title: 'Show it on this dashboard',
  url: '',
  onClick: ({ origin }: { origin: { field: { values: unknown[] }; rowIndex?: number } }) => {
    const callId = origin.field.values[origin.rowIndex ?? 0];
    if (typeof callId === 'string') locationService.partial({ 'var-callId': callId }, false);
  },
};

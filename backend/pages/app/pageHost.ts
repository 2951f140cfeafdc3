import { browserAddress, copyText, downloadText } from '@lens/client/browser';
import { createLinks, type ViewerHost } from '@lens/viewer/host';
import { showNotice } from './showNotice';

/** The house of the viewer on the standalone pages: the whole document is its own. */
export const pageHost: ViewerHost = {
  links: {
    ...createLinks({
      list: '/',
      compare: '/compare',
      live: '/v2/activity/monitor',
      errors: '/errors',
      sessions: '/sessions',
      call: (callId) => `/v2/debug/request/${encodeURIComponent(callId)}`,
    }),
    trace: ({ traceUrl }) => traceUrl,
    logs: ({ logsUrl }) => logsUrl,
  },
  address: browserAddress,
  keyScope: () => document,
  idPrefix: '',
  howToReveal: 'Your sign-in lacks the “reveal” scope: readers who have it see the text.',
  notify: showNotice,
  copy: copyText,
  download: downloadText,
};

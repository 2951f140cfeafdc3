import { browserAddress, copyText, downloadText } from '@lens/client/browser';
import { createLinks, type ViewerHost } from '@lens/viewer/host';

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

const shownMs = 2_500;

/** Says something at the foot of the window for a moment. */
function showNotice(words: string): void {
  document.querySelector('.lens-notice')?.remove();
  const notice = document.createElement('p');
  notice.className = 'lens-notice';
  notice.role = 'status';
  document.body.append(notice);
  // Written after it is in the page, which is what screen readers wait for.
  notice.textContent = words;
  setTimeout(() => notice.remove(), shownMs);
}

import type { ViewerAddress } from '@lens/viewer/host';

/** The window's own address, for a house that leaves routing to the browser. */
export const browserAddress: ViewerAddress = {
  read: () => window.location,
  replace: (href) => window.history.replaceState(window.history.state, '', href),
  push: (href) => window.history.pushState(null, '', href),
  open: (href) => window.location.assign(href),
  subscribe(listener) {
    // Browsers tell of a new fragment by this event too.
    window.addEventListener('popstate', listener);
    return () => window.removeEventListener('popstate', listener);
  },
};

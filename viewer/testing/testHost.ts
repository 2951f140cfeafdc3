import { createLinks, type ViewerAddress, type ViewerHost } from '../host';

/** An address of no window, and the walk of a reader through it. */
export interface TestAddress extends ViewerAddress {
  /** Everything that was opened, the last one last. */
  opened: string[];
  /** As the reader goes back or forward, or edits the address. */
  go(href: string): void;
}

export function testAddress(first = '/'): TestAddress {
  let present = new URL(first, 'http://lens.test');
  const listeners = new Set<() => void>();
  const goTo = (href: string): void => {
    present = new URL(href, present);
  };
  const opened: string[] = [];
  return {
    opened,
    read: () => present,
    replace: goTo,
    push: goTo,
    open: (href) => void opened.push(href),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    go(href) {
      goTo(href);
      for (const listener of listeners) listener();
    },
  };
}

/** A house with the addresses of the standalone pages; keys are heard in the whole document. */
export function testHost(parts: Partial<ViewerHost> = {}): ViewerHost {
  return {
    links: {
      ...createLinks({
        list: '/',
        compare: '/compare',
        live: '/v2/activity/monitor',
        errors: '/errors',
        sessions: '/sessions',
        call: (callId) => `/v2/debug/request/${callId}`,
      }),
      trace: ({ traceUrl }) => traceUrl,
      logs: ({ logsUrl }) => logsUrl,
    },
    address: testAddress(),
    keyScope: () => document,
    idPrefix: '',
    howToReveal: 'Your sign-in lacks the “reveal” scope: readers who have it see the text.',
    notify: () => undefined,
    copy: () => Promise.resolve(true),
    download: () => undefined,
    ...parts,
  };
}

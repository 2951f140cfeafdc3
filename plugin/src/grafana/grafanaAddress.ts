import { locationUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { ViewerAddress } from '@lens/viewer/host';

/** The address of the window as Grafana's router has it. */
export function createGrafanaAddress(): ViewerAddress {
  // The viewer wants to hear of the reader's steps, not of its own, which the router tells of alike.
  let own = false;
  const go = (step: 'push' | 'replace', href: string): void => {
    own = true;
    try {
      locationService[step](resolved(href));
    } finally {
      own = false;
    }
  };
  return {
    read: () => locationService.getLocation(),
    replace: (href) => go('replace', href),
    push: (href) => go('push', href),
    open: (href) => (isElsewhere(href) ? globalThis.location.assign(href) : go('push', href)),
    subscribe: (listener) =>
      locationService.getHistory().listen(() => {
        if (!own) listener();
      }),
  };
}

/** A part of an address, at the present one, as the router takes it: without the path that Grafana is served under. */
function resolved(href: string): string {
  const { pathname, search } = locationService.getLocation();
  if (href.startsWith('#')) return `${pathname}${search}${href}`;
  if (href.startsWith('?')) return `${pathname}${href}`;
  return locationUtil.stripBaseFromUrl(href);
}

function isElsewhere(href: string): boolean {
  return /^[a-z]+:/i.test(locationUtil.stripBaseFromUrl(href));
}

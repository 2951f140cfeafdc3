import { locationUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';

/** Grafana follows links by its router, whoever wrote them, unless they are for another window or somebody has done so before. */
export function followLinks(event: MouseEvent): void {
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  const written = anchor?.getAttribute('href');
  if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
  if (written === null || written === undefined || anchor?.getAttribute('target') !== null) return;
  event.preventDefault();
  const href = locationUtil.stripBaseFromUrl(written);
  if (href.startsWith('/')) locationService.push(href);
  else if (/^[a-z]+:/i.test(href)) globalThis.location.assign(href);
  else if (href.startsWith('#')) globalThis.location.hash = href;
  else locationService.push(`/${href}`);
}

import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser says that another site's page sent this request, be it one of another port of this host, which cookies do
 * not tell apart. `Sec-Fetch-Site` says it where the page came by https or from this machine; else `Origin` names the page,
 * and `Host`, as the browser wrote it, where it sends to. As in Go's `http.CrossOriginProtection`.
 */
export function isFromElsewhere({ 'sec-fetch-site': site, origin, host }: IncomingHttpHeaders): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && !isOf(origin, host ?? '');
}

function isOf(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

import type { Plugin, PluginRoute } from './pluginFiles';

/** Who is signed in to Grafana. */
export interface User {
  login: string;
  role: 'Viewer' | 'Editor' | 'Admin';
  language: string;
}

/** Where the gateway is, and the tokens that Grafana keeps for it. */
export interface Gateway {
  url: string;
  readerToken: string;
  appToken: string;
}

export interface Asked {
  method: string;
  /** Path and query below the proxy. */
  path: string;
  accept: string;
  body: Uint8Array<ArrayBuffer>;
}

/** As Grafana says no. */
export const message = (status: number, text: string): Response => Response.json({ message: text }, { status });

/** As a data source's proxy: the token goes with what a route names, and with nothing else. */
export async function askThroughDataSource(
  gateway: Gateway,
  plugin: Plugin,
  asked: Asked,
  user: User,
): Promise<Response> {
  const route = plugin.routes.find(({ path, method }) => asked.path.startsWith(path) && method === asked.method);
  const token = route === undefined ? {} : { authorization: `Bearer ${gateway.readerToken}` };
  const response = await pass(`${gateway.url}/${asked.path}`, asked, { ...token, 'x-grafana-user': user.login });
  // A browser that was told 401 would sign its user out of Grafana.
  if (response.status === 401) return new Response('Authentication to data source failed', { status: 400 });
  return response;
}

const ranks = ['Viewer', 'Editor', 'Admin'];

/** As an app's proxy: routes alone, each for those of its role. */
export function askThroughApp(
  gateway: Gateway,
  plugin: Plugin,
  asked: Asked,
  user: User,
): Promise<Response> | Response {
  const found = plugin.routes.find((route) => route.method === asked.method && restOf(route, asked.path) !== null);
  if (found === undefined) return message(404, 'plugin route match not found');
  if (ranks.indexOf(user.role) < ranks.indexOf(found.reqRole ?? 'Viewer')) {
    return message(403, 'plugin proxy route access denied');
  }
  const base = (found.url ?? '').replace('{{ .JsonData.gatewayUrl }}', gateway.url);
  return pass(`${base}/${restOf(found, asked.path) ?? ''}`, asked, {
    authorization: `Bearer ${gateway.appToken}`,
    'x-grafana-user': user.login,
    'x-grafana-context': JSON.stringify({ Login: user.login, OrgRole: user.role }),
  });
}

/** What stands for the star of a route's path; null of another path. */
function restOf({ path }: PluginRoute, asked: string): string | null {
  const start = path.replace(/\*$/, '');
  return asked.startsWith(start) ? asked.slice(start.length) : null;
}

async function pass(url: string, { method, accept, body }: Asked, given: Record<string, string>): Promise<Response> {
  const isPost = method === 'POST';
  const headers = { accept, ...given, ...(isPost && { 'content-type': 'application/json' }) };
  const answer = await fetch(url, { method, headers, ...(isPost && { body }) });
  return new Response(answer.body, {
    status: answer.status,
    headers: { 'content-type': answer.headers.get('content-type') ?? 'text/plain' },
  });
}

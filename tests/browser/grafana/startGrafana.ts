import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { bootPage, policyOf } from './bootPage';
import { bundleHost } from './bundleHost';
import { readFont, readPluginFile, readPlugins, type Plugin } from './pluginFiles';
import { askThroughApp, askThroughDataSource, message, type Gateway, type User } from './proxies';

export interface GrafanaStandIn {
  url: string;
  stop(): Promise<void>;
}

/**
 * What Grafana 12.2.0 is to a plugin, without Grafana: its page with its policy, its loader and its packages (plugin/src/testing/host),
 * the files of plugins, and its proxies with their tokens and roles. Of whoever is signed in the cookies `role` and `language` tell.
 */
export async function startGrafana(
  gateway: Gateway,
  { subUrl = '', languages = {} }: Partial<Pick<Served, 'subUrl' | 'languages'>> = {},
): Promise<GrafanaStandIn> {
  const out = mkdtempSync(path.join(tmpdir(), 'lens-grafana-'));
  await bundleHost(path.join(out, 'app.js'));
  const plugins = readPlugins().map((plugin) => ({
    ...plugin,
    languages: [...plugin.languages, ...Object.keys(languages)],
  }));
  const served = { gateway, subUrl, languages, plugins, app: readFileSync(path.join(out, 'app.js')) };
  rmSync(out, { recursive: true });
  const server = createServer((req, res) => {
    answer(served, req).then(
      ({ status, headers, body }) => {
        res.writeHead(status, Object.fromEntries(headers));
        if (body === null) res.end();
        else Readable.from(body).pipe(res);
      },
      (error: unknown) => res.writeHead(502).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${subUrl}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Served {
  gateway: Gateway;
  /** The path that Grafana is served under. */
  subUrl: string;
  /** Sentences of the plugins in languages that they do not come in. */
  languages: Record<string, object>;
  plugins: readonly Plugin[];
  /** The page's script. */
  app: Uint8Array<ArrayBuffer>;
}

const file = (type: string, bytes: Uint8Array<ArrayBuffer>): Response =>
  new Response(bytes, { headers: { 'content-type': type, 'cache-control': 'max-age=3600' } });
const icon = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');

async function answer(served: Served, req: IncomingMessage): Promise<Response> {
  const { gateway, plugins, subUrl } = served;
  const url = new URL(req.url ?? '/', 'http://grafana');
  if (!url.pathname.startsWith(`${subUrl}/`)) return message(404, 'Not found');
  const [kind, ...rest] = url.pathname.slice(subUrl.length + 1).split('/');
  const user = userOf(req);
  if (kind === 'public') return publicFile(served, rest.join('/'));
  if (kind !== 'api') return page(served, user, req.headers.host ?? '');
  const [, proxy, below = ''] =
    /^(datasources\/proxy\/uid\/luthien-calls|plugin-proxy\/luthien-lens-app)\/(.+)$/.exec(rest.join('/')) ?? [];
  // The configuration of an app is saved here, by an Admin.
  if (proxy === undefined) return message(user.role === 'Admin' ? 200 : 403, '');
  const asked = {
    method: req.method ?? 'GET',
    path: below + url.search,
    accept: req.headers.accept ?? '*/*',
    body: new Uint8Array(await buffer(req)),
  };
  return proxy.startsWith('plugin')
    ? askThroughApp(gateway, ofType(plugins, 'app'), asked, user)
    : askThroughDataSource(gateway, ofType(plugins, 'datasource'), asked, user);
}

function publicFile({ plugins, app, languages }: Served, name: string): Response {
  if (name === 'build/app.js') return file('text/javascript', app);
  // What they look like decides nothing.
  if (name.startsWith('fonts/')) return file('font/ttf', readFont());
  if (name.startsWith('build/img/icons/')) return file('image/svg+xml', icon);
  const [, id, inPlugin = ''] = /^plugins\/([^/]+)\/(.+)$/.exec(name) ?? [];
  const [, language = ''] = /^locales\/([^/]+)\/[^/]+\.json$/.exec(inPlugin) ?? [];
  if (languages[language] !== undefined) return Response.json(languages[language]);
  const plugin = plugins.find((each) => each.id === id);
  const found = plugin && readPluginFile(plugin, inPlugin);
  return found ? file(found.type, found.bytes) : message(404, 'Not found');
}

function page({ plugins, gateway, subUrl }: Served, user: User, host: string): Response {
  const nonce = randomUUID();
  return new Response(bootPage({ nonce, plugins, gateway, user, subUrl }), {
    headers: { 'content-type': 'text/html', 'content-security-policy': policyOf(nonce, host) },
  });
}

function userOf({ headers: { cookie = '' } }: IncomingMessage): User {
  const role = ['Editor', 'Admin'].find((each) => cookie.includes(`role=${each}`));
  const language = /\blanguage=([\w-]+)/.exec(cookie)?.[1] ?? 'en-US';
  return { login: 'alice', role: (role ?? 'Viewer') as User['role'], language };
}

function ofType(plugins: readonly Plugin[], type: string): Plugin {
  const found = plugins.find((each) => each.type === type);
  if (found === undefined) throw new Error(`No plugin of the type ${type} was built.`);
  return found;
}

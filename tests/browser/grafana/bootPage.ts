import type { Plugin } from './pluginFiles';
import type { Gateway, User } from './proxies';

/** The strictest policy that Grafana's documentation has, and no code of text in it either. */
export function policyOf(nonce: string, host: string): string {
  return [
    "require-trusted-types-for 'script'",
    `script-src 'strict-dynamic' 'nonce-${nonce}'`,
    "object-src 'none'",
    "font-src 'self'",
    "style-src 'self' 'unsafe-inline' blob:",
    'img-src * data:',
    "base-uri 'self'",
    `connect-src 'self' ws://${host}`,
    "manifest-src 'self'",
    "media-src 'none'",
    "form-action 'self'",
  ].join('; ');
}

interface Boot {
  nonce: string;
  plugins: readonly Plugin[];
  gateway: Gateway;
  user: User;
  /** The path that Grafana is served under. */
  subUrl: string;
}

/** Grafana's page: every address of it is answered with it. */
export function bootPage({ nonce, subUrl, ...boot }: Boot): string {
  const data = JSON.stringify(bootData({ nonce, subUrl, ...boot })).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Grafana</title>
<base href="${subUrl}/"><link rel="icon" href="data:,">
<script nonce="${nonce}">window.grafanaBootData = ${data};</script>
</head><body><div id="reactRoot"></div><script nonce="${nonce}" defer src="public/build/app.js"></script></body></html>`;
}

function bootData({ plugins, gateway, user, subUrl }: Boot): object {
  const metaOf = ({ id, type, languages, folder: _folder, ...meta }: Plugin): object => ({
    ...meta,
    id,
    type,
    enabled: true,
    module: `public/plugins/${id}/module.js`,
    baseUrl: `public/plugins/${id}`,
    translations: Object.fromEntries(
      languages.map((language) => [language, `public/plugins/${id}/locales/${language}/${id}.json`]),
    ),
    ...(type === 'app' && { jsonData: { gatewayUrl: gateway.url }, secureJsonFields: { token: true } }),
  });
  const dataSource = { uid: 'luthien-calls', id: 1, type: 'luthien-calls-datasource', name: 'Luthien calls' };
  const byId = (type: string): Record<string, object> =>
    Object.fromEntries(plugins.filter((each) => each.type === type).map((each) => [each.id, metaOf(each)]));
  return {
    user: {
      login: user.login,
      orgRole: user.role,
      orgId: 1,
      isSignedIn: true,
      isGrafanaAdmin: false,
      theme: 'dark',
      language: user.language,
      regionalFormat: 'en-US',
      timezone: 'utc',
      permissions: { 'datasources:explore': user.role !== 'Viewer' },
    },
    settings: {
      appSubUrl: subUrl,
      trustedTypesDefaultPolicyEnabled: true,
      buildInfo: { version: '12.2.0', commit: 'x', env: 'production' },
      featureToggles: {},
      datasources: { 'Luthien calls': { ...dataSource, jsonData: {}, meta: byId('datasource')[dataSource.type] } },
      apps: byId('app'),
      panels: byId('panel'),
    },
    navTree: [],
  };
}

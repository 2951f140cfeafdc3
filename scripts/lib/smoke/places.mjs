import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const backends = [
  { name: 'Tempo', variable: 'TEMPO_URL' },
  { name: 'Loki', variable: 'LOKI_URL' },
  { name: 'Prometheus', variable: 'PROMETHEUS_URL' },
  { name: 'Redis', variable: 'REDIS_URL' },
];

/** Where to send and where to look; words when that is not known. */
export function placesOf({ url, model, key, token }, env) {
  const dataDir = path.resolve(env.LENS_DATA_DIR ?? 'data');
  const known = url ?? env.LENS_URL ?? jsonIn(dataDir, 'run.json')?.url;
  if (known === undefined) {
    return `No gateway runs on ${dataDir}. Start one (npm start), or name one: npm run smoke -- --url http://…`;
  }
  const apiToken = token ?? env.LENS_API_TOKEN ?? jsonIn(dataDir, 'secrets.json')?.apiToken;
  if (apiToken === undefined) return 'The query API wants a token: give --token, or LENS_API_TOKEN.';
  const urls = Object.fromEntries(backends.map(({ variable }) => [variable, env[variable]?.replace(/\/$/, '')]));
  return {
    url: known.replace(/\/$/, ''),
    model,
    key,
    token: apiToken,
    urls,
    redisPrefix: env.LENS_REDIS_PREFIX ?? '',
    notLookedAt: backends.filter(({ variable }) => !urls[variable]),
    api: (address, options = {}) => api(known.replace(/\/$/, '') + address, apiToken, options),
  };
}

function jsonIn(dataDir, name) {
  const file = path.join(dataDir, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

async function api(address, token, { headers = {}, ...options }) {
  const answer = await fetch(address, { ...options, headers: { authorization: `Bearer ${token}`, ...headers } });
  const text = await answer.text();
  if (answer.ok) return text;
  throw new Error(`${new URL(address).pathname} answers ${answer.status}: ${text.slice(0, 300)}`);
}

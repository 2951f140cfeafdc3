import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { extendConfig, type LensConfig } from '../config';
import { listCalls } from '../store';

/** For a given database to be prepared; beyond it the start goes on without the demo's calls. */
const demoPatienceMs = 5_000;

/** Adds the demo's provider and its chain to a configuration: models named `demo-…`, nothing else is touched. */
export function withDemo(config: LensConfig, providerUrl: string): LensConfig {
  const policies = ['demo-code-names', 'pii-redaction'];
  return extendConfig(config, {
    upstreams: [
      { name: 'demo-openai', api: 'openai', provider: 'demo', baseUrl: providerUrl },
      { name: 'demo-anthropic', api: 'anthropic', provider: 'demo', baseUrl: providerUrl },
    ],
    routes: [
      { model: 'demo-gpt*', upstream: 'demo-openai', policies, capture: null },
      { model: 'demo-claude*', upstream: 'demo-anthropic', policies, capture: null },
    ],
    prices: [
      { model: 'demo-gpt*', provider: 'demo', input: 1.25, output: 10, cacheRead: 0.125 },
      { model: 'demo-claude*', provider: 'demo', input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
    ],
    policies: [
      {
        name: 'demo-code-names',
        use: 'text-replacement',
        options: { apply_to: 'request', rules: [{ find: 'Project Falcon', replace: 'the next release' }] },
      },
      { name: 'pii-redaction', use: 'pii-redaction' },
    ],
  });
}

/** The demo's calls, unless earlier ones are there: a second start keeps the data and does not repeat them. */
export async function sendDemoCallsOnce(
  { ready, pool }: { ready: Promise<boolean>; pool: Pool },
  send: () => Promise<unknown>,
): Promise<void> {
  if (!(await Promise.race([ready, wait(demoPatienceMs, false)]))) {
    process.stdout.write('· The database does not answer yet: the demo calls are left to the next start.\n');
    return;
  }
  const { calls } = await listCalls(pool, { limit: 1, provider: 'demo' });
  if (calls.length > 0) return;
  process.stdout.write('· Sending the demo calls.\n');
  await send();
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorListSchema } from '@lens/core/api';
import { startLens, type Lens } from '../support/lens';
import { until } from '../support/until';

/** Errors of the running product: grouped in the database, and told to a Sentry. */

const envelopes: string[] = [];
const sentry = createServer((req, res) => {
  let body = '';
  req.on('data', (chunk) => (body += String(chunk)));
  req.on('end', () => {
    envelopes.push(body);
    res.end('{}');
  });
});
let lens: Lens;

beforeAll(async () => {
  await new Promise<void>((resolve) => void sentry.listen(0, '127.0.0.1', resolve));
  const { port } = sentry.address() as AddressInfo;
  lens = await startLens({ args: [], env: { SENTRY_DSN: `http://key@127.0.0.1:${port}/1` } });
});

afterAll(async () => {
  await lens.stop();
  lens.remove();
  sentry.close();
});

test('what failed of the demo’s calls is grouped, and each group is told once', async () => {
  const { groups } = await until(
    async () => errorListSchema.parse(await lens.api('/api/v1/errors')),
    (list) => list.groups.length >= 3 && envelopes.length >= 3,
    { what: 'the demo’s errors are grouped and told' },
  );
  expect(groups.map(({ type }) => type).sort()).toEqual(['connection_lost', 'overloaded_error', 'rate_limit_error']);
  for (const { type, fingerprint, count, examples } of groups) {
    expect([count, examples.length]).toEqual([1, 1]);
    const told = envelopes.filter((envelope) => envelope.includes(`"type":"${type}"`));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(examples[0]);
    expect(told[0]).toContain(`"fingerprint":["${fingerprint}"]`);
  }
});

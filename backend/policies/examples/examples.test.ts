import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chainOf } from '../chain/createChain';
import { createEnvironments } from '../environment/createEnvironments';
import { callOf, configured } from '../testing/calls';
import { entryOf } from '../testing/environments';
import { answer, runStream, streamCall } from '../testing/streams';
import { moderation } from './moderation';
import { projectGuard } from './projectGuard';

const asking = (content: string) => {
  const body = { messages: [{ role: 'user', content }] };
  return [Buffer.from(JSON.stringify(body)), body, callOf()] as const;
};

test.each(['projectGuard.ts', 'moderation.ts'])('docs/policies.md shows examples/%s as it is', (file) => {
  const docs = readFileSync(path.join(__dirname, '../../../docs/policies.md'), 'utf8');
  const shown = [...docs.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code);
  expect(shown).toContain(readFileSync(path.join(__dirname, file), 'utf8'));
});

test('projectGuard blocks and measures', async () => {
  const chain = chainOf([configured(projectGuard('guard', 'Zephyr'))]);
  const { blocked, events } = await chain.onRequest(...asking('What is Zephyr?'));
  expect(blocked).toMatchObject({ policy: 'guard', status: 403 });
  expect(events.map(({ type }) => type)).toEqual(['policy.project_named', 'policy.blocked']);

  const { outcome } = await runStream(chain, answer('openai', ['four', ' and five']), streamCall('openai'));
  expect(outcome.changed).toBe(false);
  expect(outcome.events).toMatchObject([{ type: 'policy.answer_measured', details: { characters: 13 } }]);
});

test('moderation asks once for each text, and blocks what is not welcome', async () => {
  const asked: string[] = [];
  const service = createServer((req, res) => {
    req.on('data', (text: Buffer) => {
      asked.push(text.toString());
      res.end(text.includes('Zephyr') ? 'unwelcome' : 'welcome');
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const environments = createEnvironments({ heldBackChars: 0, clock: { now: () => 0 } });
  const entry = entryOf({ name: 'judge', use: 'noop', fetchOrigins: [address], fetchPrivateNetwork: 'allow' });
  const chain = chainOf([configured(moderation('judge', address, environments.of(entry)))]);

  for (const text of ['Hi', 'Hi']) expect(await chain.onRequest(...asking(text))).toMatchObject({ blocked: null });
  const { blocked, events } = await chain.onRequest(...asking('What is Zephyr?'));
  expect(blocked).toMatchObject({ policy: 'judge', status: 403 });
  expect(events[0]).toMatchObject({ type: 'policy.unwelcome', details: { after_ms: 0 } });
  expect(asked).toEqual(['Hi', 'What is Zephyr?']);

  await environments.close();
  service.close();
});

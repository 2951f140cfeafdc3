import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chainOf } from '../chain/createChain';
import { callOf, configured } from '../testing/calls';
import { answer, runStream, streamCall } from '../testing/streams';
import { projectGuard } from './projectGuard';

const chain = chainOf([configured(projectGuard('guard', 'Zephyr'))]);

test('the example in docs/policies.md is this policy', () => {
  const docs = readFileSync(path.join(__dirname, '../../../docs/policies.md'), 'utf8');
  const [, example] = /```ts\n([^]*?)```/.exec(docs) ?? [];
  expect(example).toBe(readFileSync(path.join(__dirname, 'projectGuard.ts'), 'utf8'));
});

test('the example blocks and measures', async () => {
  const body = { messages: [{ role: 'user', content: 'What is Zephyr?' }] };
  const { blocked, events } = await chain.onRequest(Buffer.from(JSON.stringify(body)), body, callOf());
  expect(blocked).toMatchObject({ policy: 'guard', status: 403 });
  expect(events.map(({ type }) => type)).toEqual(['policy.project_named', 'policy.blocked']);

  const { outcome } = await runStream(chain, answer('openai', ['four', ' and five']), streamCall('openai'));
  expect(outcome.changed).toBe(false);
  expect(outcome.events).toMatchObject([{ type: 'policy.answer_measured', details: { characters: 13 } }]);
});

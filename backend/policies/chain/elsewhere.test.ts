import type { Policy } from '../contract';
import { chainOf } from './createChain';
import type { Elsewhere, PolicyTask } from './elsewhere';

const call = {
  callId: '0199a000-0000-7000-8000-000000000001',
  api: 'openai' as const,
  operation: 'chat_completions' as const,
  model: 'm',
  stream: false,
  now: () => 0,
  signal: new AbortController().signal,
  logFields: { call_id: 'c', trace_id: 't' },
};

const never = (): never => {
  throw new Error('It was called on the event loop.');
};
const offLoop: Policy = { name: 'offLoop', offLoop: true, redacts: true, onRequest: never };

function chainWith(policies: Policy[], run: Elsewhere['run'], onError: 'closed' | 'open' = 'closed') {
  const configured = policies.map((policy) => ({ policy, onError, timeoutMs: 7 }));
  return chainOf(configured, { elsewhere: { leastBytes: 100, run } });
}

const large = Buffer.from(JSON.stringify({ model: 'm', messages: [], text: 'x'.repeat(100) }));
const changed = Buffer.from(JSON.stringify({ model: 'n', messages: [] }));

test('a large body goes where it was told, with the policy’s limit, and is not read on the event loop', async () => {
  const tasks: [PolicyTask, number][] = [];
  const chain = chainWith([offLoop, { name: 'loop', onRequest: () => undefined }], (task, timeoutMs) => {
    tasks.push([task, timeoutMs]);
    const event = { type: 'told', summary: 'It was told.', severity: 'info' as const, details: {} };
    return Promise.resolve({
      events: [event],
      droppedEvents: 0,
      block: null,
      changed: { bytes: changed, about: { model: 'n' } },
    });
  });
  const outcome = await chain.onRequest(large, { model: 'm' }, call);
  expect(tasks).toEqual([[expect.objectContaining({ policy: 'offLoop', hook: 'onRequest', bytes: large }), 7]]);
  expect(outcome).toMatchObject({ blocked: null, body: { model: 'n' }, events: [{ type: 'told', policy: 'offLoop' }] });
  expect(outcome.bytes.equals(changed)).toBe(true);
  expect(outcome.steps).toMatchObject([{ policy: 'offLoop', redacts: true }]);
});

test('a small one, and a policy that has to, stays', async () => {
  const chain = chainWith([{ name: 'loop', onRequest: () => ({ block: { message: 'No.' } }) }], never);
  expect(await chain.onRequest(large, { model: 'm' }, call)).toMatchObject({ blocked: { message: 'No.' } });
  const small = Buffer.from('{"model":"m"}');
  const blocking = { ...offLoop, onRequest: () => ({ block: { message: 'No.' } }) };
  const outcome = chainWith([blocking], never).onRequest(small, { model: 'm' }, call);
  expect(outcome).toMatchObject({ blocked: { message: 'No.' } });
});

test.each([
  ['closed', 'timeout', { type: 'policy_timeout' }],
  ['open', 'timeout', null],
  ['closed', 'error', { type: 'policy_error' }],
  ['open', 'error', null],
] as const)('one that fails there, with on_error %s, after a %s', async (onError, how, blocked) => {
  const run = () => (how === 'timeout' ? Promise.resolve(how) : Promise.reject(new Error('It broke.')));
  const chain = chainWith([offLoop], run, onError);
  const outcome = await chain.onRequest(large, { model: 'm' }, call);
  expect(outcome).toMatchObject({ bytes: large, blocked });
  expect(chain.failures().find(({ reason }) => reason === how)).toMatchObject({ policy: 'offLoop', count: 1 });
});

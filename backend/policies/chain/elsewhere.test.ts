import { encodeSse } from '@lens/core/formats';
import type { Policy } from '../contract';
import { opened } from '../testing/streams';
import { chainOf } from './createChain';
import type { Elsewhere, PolicyTask } from './elsewhere';
import type { EventTask, Taken } from './stream/eventTasks';

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
  return chainOf(configured, { elsewhere: { leastBytes: 100, run, runEvent: never } });
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

const streaming: Policy = {
  name: 'streaming',
  offLoop: true,
  redacts: true,
  onStreamEvent: (event) => {
    for (const text of event.texts()) text.replace('[X]');
    return [event];
  },
  largeEvents: { followed: () => ['0.content'], onTexts: never },
};
/** No parser reads it. */
const largeEvent = `{ as the provider wrote it${'x'.repeat(100)}`;
const left: Taken['texts'][number] = {
  ...{ path: ['text'], role: 'assistant', kind: 'text', json: false, signed: false },
  ...{ text: 'secret', channel: '0.content', whole: false },
};
const taken: Taken = {
  ...{ events: [], droppedEvents: 0, json: '{"as the thread left it": 1}', texts: [left], closes: [], signs: [] },
  ...{ finishes: false, isError: false, saysMore: true, templates: new Map() },
};

function streamWith(runEvent: (task: EventTask) => unknown, onError: 'closed' | 'open' = 'closed') {
  const settled = (task: EventTask) => new Promise((resolve) => resolve(runEvent(task)));
  const elsewhere = { leastBytes: 100, run: never, runEvent: settled };
  // Each task has its own kind of result.
  const chain = chainOf([{ policy: streaming, onError, timeoutMs: 7 }], { elsewhere: elsewhere as Elsewhere });
  return { chain, stream: opened(chain, { ...call, stream: true }) };
}

test('a large event of a stream is read and written where it was told, and nowhere else', async () => {
  const tasks: EventTask[] = [];
  const { stream } = streamWith((task) => {
    tasks.push(task);
    return { look: true, take: taken, write: '{"as it was written":1}' }[task.event];
  });
  const sent = await stream.push(Buffer.from(encodeSse('', largeEvent)));
  expect(Buffer.concat(sent).toString()).toBe('data: {"as it was written":1}\n\n');
  expect(tasks).toEqual([
    { event: 'look', json: largeEvent },
    expect.objectContaining({ event: 'take', policy: 'streaming', json: largeEvent, followed: ['0.content'] }),
    { event: 'write', api: 'openai', json: taken.json, written: [{ path: ['text'], text: '[X]' }], unsigned: [] },
  ]);
});

test.each([
  ['closed', 'timeout', 'policy_timeout'],
  ['open', 'timeout', null],
  ['closed', 'error', 'policy_error'],
  ['open', 'error', null],
] as const)('a large event that fails there, with on_error %s, after a %s', async (onError, how, blocked) => {
  const { chain, stream } = streamWith(({ event }) => {
    if (event === 'look') return true;
    if (how === 'timeout') return how;
    throw new Error('It broke.');
  }, onError);
  const sent = await stream.push(Buffer.from(encodeSse('', largeEvent)));
  expect(Buffer.concat(sent).toString()).toContain(blocked ?? largeEvent);
  expect(chain.failures().find(({ reason }) => reason === how)).toMatchObject({ policy: 'streaming', count: 1 });
});

test('a large event that can not be read in time is unread', async () => {
  const { stream } = streamWith(() => 'timeout');
  await stream.push(Buffer.from(encodeSse('', largeEvent)));
  expect(stream.blocked).toMatchObject({ type: 'unreadable_response' });
});

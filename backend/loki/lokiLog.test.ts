import { memoryLog } from '../testing/memoryLog';
import { until } from '../testing/until';
import { createLokiClient } from './lokiClient';
import { createLokiLog, type LokiLog } from './lokiLog';
import { startStandInLoki, type StandInLoki } from './testing/standInLoki';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const lineOf = (fields: object = {}) =>
  JSON.stringify({
    timestamp: '2026-11-30T01:02:03.004Z',
    level: 'info',
    component: 'gateway',
    message: 'Hi.',
    ...fields,
  });

let loki: StandInLoki;
let log: ReturnType<typeof memoryLog>;
let limitsHit: { log_lines_dropped: number };
let client: ReturnType<typeof createLokiClient>;
let lokiLog: LokiLog;
const open = (config: Partial<Parameters<typeof createLokiClient>[0]> = {}) => {
  const none = { tenant: null, username: null, password: null, token: null };
  client = createLokiClient({ url: `${loki.url}/`, traceId: 'label', ...none, ...config });
  lokiLog = createLokiLog({ client, log, limitsHit, lingerMs: 1, firstRetryMs: 1, maxRetryMs: 5 });
  return lokiLog;
};
beforeEach(async () => {
  loki = await startStandInLoki();
  log = memoryLog();
  limitsHit = { log_lines_dropped: 0 };
});
afterEach(async () => {
  await lokiLog.close(0);
  await loki.stop();
});

test('a line has the labels that queries ask by, and the call’s id in the line alone', async () => {
  const line = lineOf({ level: 'error', trace_id: traceId, call_id: 'c-1' });
  const record = lineOf({
    component: 'records',
    trace_id: traceId,
    transaction_id: 'c-1',
    record_type: 'pipeline',
    payload_type: 'client_request',
  });
  open().write(line);
  lokiLog.write(record);
  await until(() => loki.lines.length === 2);
  const common = { app: 'luthien-gateway', trace_id: traceId };
  expect(loki.lines).toEqual(
    expect.arrayContaining([
      { labels: { ...common, detected_level: 'ERROR', logger: 'gateway' }, metadata: {}, line },
      {
        labels: {
          ...common,
          detected_level: 'INFO',
          logger: 'records',
          record_type: 'pipeline',
          payload_type: 'client_request',
        },
        metadata: {},
        line: record,
      },
    ]),
  );
  expect(loki.headers[0]).toMatchObject({ 'content-encoding': 'gzip' });
});

test('for a large installation the trace id stands beside the line', async () => {
  open({ traceId: 'metadata' }).write(lineOf({ trace_id: traceId }));
  const [taken] = await until(() => (loki.lines.length > 0 ? loki.lines : null));
  expect(taken?.labels).not.toHaveProperty('trace_id');
  expect(taken?.metadata).toEqual({ trace_id: traceId });
});

test.each([
  [
    { tenant: 'lens', username: 'me', password: 'p' },
    { 'x-scope-orgid': 'lens', authorization: 'Basic bWU6cA==' },
  ],
  [{ token: 't' }, { authorization: 'Bearer t' }],
])('tenant and credentials are sent: %j', async (config, headers) => {
  open(config).write(lineOf());
  await until(() => loki.lines.length > 0);
  expect(loki.headers[0]).toMatchObject(headers);
});

test.each([429, 500, 503])(
  'answered %i, lines are sent again until they are taken, and it is said once',
  async (status) => {
    loki.answers = status;
    open();
    for (let index = 0; index < 20; index++) lokiLog.write(lineOf({ index }));
    await until(() => loki.headers.length > 3);
    loki.answers = null;
    await until(() => loki.lines.length === 20);
    await until(() => log.lines.length === 2);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
    expect([lokiLog.waiting(), limitsHit.log_lines_dropped]).toEqual([0, 0]);
  },
);

test.each([
  ['label', /each call is some\. Set loki\.trace_id to metadata/],
  ['metadata', /max_global_streams_per_user/],
] as const)('that Loki has no room for more streams is said, counted, and passes: %s', async (traceIdAs, words) => {
  loki.answers = 429;
  loki.says =
    'maximum active stream limit exceeded when trying to create stream {app="luthien-gateway", trace_id="quokka"}, reduce the number of active streams (reduce labels or reduce label values), or contact your Loki administrator';
  open({ traceId: traceIdAs }).write(lineOf());
  await until(() => client.limitsHit.loki_streams > 1);
  loki.answers = null;
  await until(() => loki.lines.length === 1);
  const [said] = log.lines;
  expect(JSON.stringify(said)).toMatch(words);
  expect(JSON.stringify(said)).not.toContain('quokka');
});

test('lines that are refused are given up, and those behind them are sent', async () => {
  loki.answers = 400;
  open().write(lineOf({ index: 0 }));
  await until(() => lokiLog.waiting() === 0);
  loki.answers = null;
  lokiLog.write(lineOf({ index: 1 }));
  await until(() => loki.lines.length === 1);
  expect(JSON.parse(loki.lines[0]?.line ?? '')).toMatchObject({ index: 1 });
  expect(limitsHit.log_lines_dropped).toBe(1);
  expect(log.lines[0]?.message).toContain('given up');
});

test('while it is away memory is bounded: the oldest are dropped', async () => {
  await loki.stop();
  open();
  for (let index = 0; index < 20_000; index++) lokiLog.write(lineOf({ index }));
  expect([lokiLog.waiting(), limitsHit.log_lines_dropped]).toEqual([5000, 15_000]);
  for (let index = 0; index < 300; index++) lokiLog.write(lineOf({ text: 'x'.repeat(100_000) }));
  expect(lokiLog.waiting()).toBeLessThan(50);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ErrorOccurrence } from '../call';
import { faultOf } from '../log';
import { memoryLog } from '../testing/memoryLog';
import { until } from '../testing/until';
import { createExceptions, createSentry } from './index';

function quokkaFails(): Error {
  return new TypeError('quokka said 4111 1111 1111 1111');
}

function setUp() {
  const limitsHit = { exceptions_not_counted: 0 };
  const log = memoryLog();
  const exceptions = createExceptions({ now: () => 1_700_000_000_000, limitsHit });
  return { limitsHit, log, exceptions, watched: exceptions.watch(log, 'gateway') };
}

test('what a part logs as an unexpected error is one group, without a word of its message', async () => {
  const { exceptions, watched, log } = setUp();
  for (const call of ['one', 'two'])
    watched.error({ ...faultOf(quokkaFails()), call_id: call }, 'A page could not be made.');
  watched.error({ error: 'connection refused' }, 'The database is away.');
  watched.warn({ ...faultOf(quokkaFails()) }, 'Only a warning.');
  const written: ErrorOccurrence[] = [];
  exceptions.keepIn((errors) => Promise.resolve(void written.push(...errors)));
  await exceptions.close();
  expect(new Set(written.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  expect(written).toMatchObject([
    { kind: 'exception', type: 'TypeError', message: 'A page could not be made.', component: 'gateway', callId: 'one' },
    { callId: 'two' },
  ]);
  expect(written[0]?.frames[0]).toBe('quokkaFails (backend/exceptions/exceptions.test.ts)');
  expect(JSON.stringify(written)).not.toContain('quokka said');
  expect(log.lines).toHaveLength(4);
});

test('while they can’t be written they wait, as many as there may be, and the rest is counted', async () => {
  const { exceptions, watched, limitsHit } = setUp();
  for (let n = 0; n < 1_005; n += 1) watched.error(faultOf(quokkaFails()), 'Failed.');
  expect(limitsHit.exceptions_not_counted).toBe(5);
  let tries = 0;
  const written: ErrorOccurrence[] = [];
  exceptions.keepIn((errors) =>
    (tries += 1) === 1 ? Promise.reject(new Error('away')) : Promise.resolve(void written.push(...errors)),
  );
  await exceptions.close();
  await exceptions.close();
  expect(written).toHaveLength(1_000);
});

const error: ErrorOccurrence = {
  fingerprint: '0123456789abcdef',
  kind: 'call',
  type: 'rate_limit_error',
  message: '',
  status: 'provider_error',
  provider: 'openai',
  operation: 'messages',
  policy: null,
  component: null,
  frames: [],
  at: 1_700_000_000_000,
  callId: 'call-1',
};

describe('Sentry', () => {
  const received: { url: string; auth: string; lines: unknown[] }[] = [];
  let status = 200;
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => (body += String(chunk)));
    req.on('end', () => {
      const lines = body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
      received.push({ url: req.url ?? '', auth: String(req.headers['x-sentry-auth']), lines });
      res.writeHead(status, { 'retry-after': '30' }).end('{}');
    });
  });
  let time = 1_700_000_000_000;
  const log = memoryLog();
  const open = () => {
    const { port } = server.address() as AddressInfo;
    return createSentry({
      dsn: `http://publickey@127.0.0.1:${port}/prefix/42`,
      release: '0.1.0',
      environment: 'staging',
      log,
      now: () => time,
    });
  };
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void server.close());
  beforeEach(() => {
    received.length = 0;
    log.lines.length = 0;
    status = 200;
    time += 3_600_000;
  });

  test('gets an envelope of each group, once a minute, with ids and nothing of a body', async () => {
    const sentry = open();
    sentry.send(error);
    sentry.send(error);
    sentry.send({
      ...error,
      fingerprint: 'fedcba9876543210',
      kind: 'exception',
      frames: ['inner (a.ts)', 'outer (b.ts)'],
    });
    time += 60_000;
    sentry.send(error);
    await sentry.close();
    expect(received).toHaveLength(3);
    const [first] = received.filter(({ lines }) => JSON.stringify(lines).includes('0123456789abcdef'));
    expect(first?.url).toBe('/prefix/api/42/envelope/');
    expect(first?.auth).toContain('sentry_key=publickey');
    expect(first?.lines[1]).toEqual({ type: 'event' });
    expect(first?.lines[2]).toMatchObject({
      release: '0.1.0',
      environment: 'staging',
      tags: { call_id: 'call-1', provider: 'openai', status: 'provider_error' },
      exception: { values: [{ type: 'rate_limit_error', value: 'provider_error' }] },
    });
    const [exception] = received.filter(({ lines }) => JSON.stringify(lines).includes('fedcba'));
    expect(exception?.lines[2]).toMatchObject({
      exception: { values: [{ stacktrace: { frames: [{ function: 'outer (b.ts)' }, { function: 'inner (a.ts)' }] } }] },
    });
  });

  test('is left alone for as long as it asks for, and its trouble is said once', async () => {
    const sentry = open();
    status = 429;
    sentry.send(error);
    await until(() => received.length === 1 && log.lines.length === 1);
    time += 29_000;
    sentry.send({ ...error, fingerprint: 'another-of-them' });
    time += 2_000;
    sentry.send({ ...error, fingerprint: 'a-third-of-them' });
    await sentry.close();
    expect(received).toHaveLength(2);
    expect(log.lines).toHaveLength(1);
  });
});

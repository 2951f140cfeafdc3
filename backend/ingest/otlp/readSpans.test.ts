import { readSpans, type ReadSpans, type SpansRead } from './readSpans';

/** What hostile or broken senders put into spans: each is told, or left out, and none gets further. */

const limits = { jsonDepth: 200, jsonValues: 1_000, batchCalls: 10, batchSpans: 10, spanBytes: 4096, ownAddresses: [] };
const startMs = Date.UTC(2026, 0, 1);

const sentSpan = {
  traceId: 'ab'.repeat(16),
  spanId: 'cd'.repeat(8),
  startTimeUnixNano: `${startMs}000000`,
  endTimeUnixNano: `${startMs + 20}000000`,
};

interface Sent {
  span?: object;
  attributes?: Record<string, string | number>;
}

function read({ span = {}, attributes = {} }: Sent): ReadSpans {
  const named = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm', ...attributes };
  const pairs = Object.entries(named).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { doubleValue: value } : { stringValue: value },
  }));
  const sent = { ...sentSpan, attributes: pairs, ...span };
  const body = { resourceSpans: [{ scopeSpans: [{ spans: [sent] }] }] };
  return readSpans(Buffer.from(JSON.stringify(body)), { ...limits, isJson: true });
}

const callOf = (sent: Sent) => {
  const spans = read(sent);
  return spans.invalid === null ? spans.calls[0] : undefined;
};

test.each([
  ['no end of it', { endTimeUnixNano: 1e300 }, 'a span takes more than a year'],
  ['one in the year 5138', { endTimeUnixNano: '99999999999999999999' }, 'a span takes more than a year'],
  ['one before it began', { endTimeUnixNano: '1' }, 'a span has no valid times'],
  ['a trace of zeros', { traceId: '0'.repeat(32) }, 'a span has no valid ids'],
])('%s is no span', (_what, span, message) => {
  expect(read({ span })).toMatchObject({ calls: [], rejected: [{ code: 'invalid', isCall: true, message }] });
});

describe('a span that is no call', () => {
  const around = (sent: Sent) => {
    const spans = read({ ...sent, attributes: { 'gen_ai.operation.name': 'execute_tool', ...sent.attributes } });
    if (spans.invalid !== null || spans.around[0] === undefined) throw new Error('It was not taken.');
    return spans.around[0];
  };

  test('is kept with its place, its outcome and what it says', () => {
    const events = [{ name: 'retry', timeUnixNano: `${startMs + 5}000000`, attributes: [] }];
    const span = { name: 'find_order', parentSpanId: 'ef'.repeat(8), status: { code: 2 }, events };
    expect(around({ span, attributes: { 'gen_ai.tool.name': 'find_order' } })).toMatchObject({
      ...{ traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), parentSpanId: 'ef'.repeat(8), name: 'find_order' },
      ...{ startedAt: startMs, durationMs: 20, status: 'error', isCut: false },
      attributes: { 'gen_ai.tool.name': 'find_order' },
      events: [{ name: 'retry', at: startMs + 5 }],
    });
  });

  test('says nothing that sinks may not have, wherever it stands, and not whose it is', () => {
    const key = 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD';
    const card = '4111 1111 1111 1111 of quokka@zoo.org';
    const said = [{ key: 'm', value: { kvlistValue: { values: [{ key: 'k', value: { stringValue: card } }] } } }];
    const owner = { key: 'user.id', value: { stringValue: 'alice' } };
    const events = [{ name: `call ${key}`, attributes: [...said, owner] }];
    const span = around({
      span: { name: `GET /?key=${key}`, events },
      attributes: { url: `https://a.b/?token=${key}`, [`by ${key}`]: 'x', password: 'hunter2', 'user.id': 'alice' },
    });
    const { identities, ...kept } = span;
    expect(JSON.stringify(kept)).not.toMatch(/abcdefghij|quokka|hunter2|alice/);
    expect(identities).toEqual({ 'user.id': 'alice' });
  });

  test('is bounded, and says so', () => {
    const long = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`a${index}`, 'word '.repeat(500)]));
    const span = around({ attributes: long });
    expect(JSON.stringify(span).length).toBeLessThan(6_000);
    expect(span.isCut).toBe(true);
    const events = Array.from({ length: 100 }, () => ({ name: 'e', timeUnixNano: 1e300 }));
    expect(around({ span: { events } })).toMatchObject({ isCut: true, events: { length: 32 } });
    expect(around({ span: { events } }).events[0]?.at).toBe(startMs + 20);
  });

  test('of which there are too many is rejected by number', () => {
    const ids = Array.from({ length: 12 }, (_, index) => (index + 1).toString(16).padStart(16, '0'));
    const spans = ids.map((spanId) => ({ ...sentSpan, spanId }));
    const { around: kept, rejected } = readSpans(
      Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] })),
      { ...limits, isJson: true },
    ) as SpansRead;
    expect(kept).toHaveLength(10);
    expect(rejected.map(({ code, isCall }) => [code, isCall])).toEqual([
      ['too_many', false],
      ['too_many', false],
    ]);
  });
});

test('a status is one of HTTP, or not known', () => {
  const statusOf = (status: number) =>
    callOf({ attributes: { 'http.response.status_code': status } })?.end.upstreamStatus;
  expect([200, 599, 200.5, 3e9, 99, -1].map(statusOf)).toEqual([200, 599, null, null, null, null]);
});

test('what is not a span’s id is no parent', () => {
  const parentOf = (parentSpanId: string) => callOf({ span: { parentSpanId } })?.start.parentSpanId;
  expect(['12'.repeat(8), 'x', '<b>'.repeat(99)].map(parentOf)).toEqual(['12'.repeat(8), null, null]);
});

test('messages that are nested without end are none', () => {
  const deep = '['.repeat(5_000) + ']'.repeat(5_000);
  const call = callOf({
    attributes: { 'gen_ai.input.messages': deep, 'gen_ai.tool.definitions': deep, 'input.value': deep },
  });
  expect(call?.start.request.original).toHaveLength(0);
});

test('an embedding is told as one', () => {
  const call = callOf({ attributes: { 'gen_ai.operation.name': 'embeddings' } });
  expect(call?.end.timings[0]?.attributes).toMatchObject({ 'gen_ai.operation.name': 'embeddings' });
});

describe('protobuf of a few bytes each', () => {
  /** A message of a field with so many bytes. */
  const field = (number: number, bytes: Buffer): Buffer => {
    const length: number[] = [];
    for (let rest = bytes.length; ; rest >>>= 7) {
      length.push(rest > 127 ? (rest & 127) | 128 : rest);
      if (rest <= 127) break;
    }
    return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), bytes]);
  };
  const many = (number: number) => Buffer.concat(Array.from({ length: 1_001 }, () => field(number, Buffer.alloc(0))));
  const readBytes = (bytes: Buffer) => readSpans(bytes, { ...limits, isJson: false });

  test.each([
    ['resources', many(1)],
    ['spans', field(1, field(2, many(2)))],
    ['events', field(1, field(2, field(2, many(11))))],
    ['attributes without a value', field(1, field(2, field(2, many(9))))],
  ])('%s are no more than there may be values', (_what, bytes) => {
    expect(readBytes(bytes)).toEqual({ invalid: 'The spans hold more values than limits.json_values.' });
  });
});

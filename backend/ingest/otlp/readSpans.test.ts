import { readSpans, type ReadSpans } from './readSpans';

/** What hostile or broken senders put into spans: each is told, or left out, and none gets further. */

const limits = { jsonDepth: 200, jsonValues: 1_000, batchCalls: 10, ownAddresses: [] };
const startMs = Date.UTC(2026, 0, 1);

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
  const sent = {
    traceId: 'ab'.repeat(16),
    spanId: 'cd'.repeat(8),
    startTimeUnixNano: `${startMs}000000`,
    endTimeUnixNano: `${startMs + 20}000000`,
    attributes: pairs,
    ...span,
  };
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
])('%s is no span', (_what, span, wrong) => {
  expect(read({ span })).toMatchObject({ calls: [], rejected: [wrong] });
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

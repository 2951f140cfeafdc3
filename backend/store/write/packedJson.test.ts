import fc from 'fast-check';
import type { Timing } from '../../call';
import { findCall } from '../read/findCall';
import { sampleCall } from '../testing/sampleRows';
import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { requestHeaderPhrases, responseHeaderPhrases, timingPhrases } from './packedJson';
import { writeRows } from './writeRows';

/** Headers and spans take a fraction of their JSON, and are that JSON for whoever reads them. */

let database: TestDatabase;
beforeAll(async () => (database = await startTestDatabase()));
afterAll(() => database.stop());

const now = Date.now();

async function write(calls: ReturnType<typeof sampleCall>[]): Promise<void> {
  const client = await database.pool.connect();
  await writeRows(client, calls, []);
  client.release();
}

const phrases = {
  request_headers: requestHeaderPhrases,
  response_headers: responseHeaderPhrases,
  timings: timingPhrases,
};

test.each(Object.entries(phrases))(
  'PostgreSQL puts into %s what each character stands for',
  async (name, { texts }) => {
    const { rows } = await database.pool.query<{ expression: string }>(
      `SELECT pg_get_expr(adbin, adrelid) AS expression FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
     WHERE adrelid = 'conversation_calls'::regclass AND attname = $1`,
      [name],
    );
    const said = Array.from(rows[0]?.expression.matchAll(/'([\u0001-\u001f])'::text, '(.*?)'::text\)/g) ?? []);
    expect(said.map(([, code, text]) => [code?.charCodeAt(0), text])).toEqual(
      texts.map((text, index) => [index + 1, text]),
    );
  },
);

const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '\u0001',
    '\u001f"',
    '\\u0001',
    '":"',
    '","',
    'content-type":"application/json',
    ...timingPhrases.texts,
  ),
);
const headers = fc.dictionary(word, word, { maxKeys: 6, noNullPrototype: true });
const timing: fc.Arbitrary<Timing> = fc.record({
  name: word,
  parent: fc.integer({ min: -1, max: 9 }),
  start: fc.constantFrom(0, 0.5, 1_234.567),
  end: fc.constantFrom(0, 812.5, 86_400_000.001),
});

test('whatever is in them is read back as it was', async () => {
  const cases = fc.sample(fc.record({ headers, timings: fc.array(timing, { maxLength: 4 }) }), 60);
  const calls = cases.map(({ headers: some, timings }) =>
    sampleCall(now, { requestHeaders: some, responseHeaders: some, timings }),
  );
  await write(calls);
  for (const { callId, requestHeaders, responseHeaders, timings } of calls) {
    expect(await findCall(database.pool, callId)).toMatchObject({ requestHeaders, responseHeaders, timings });
  }
});

test('of a usual call they take a quarter of their JSON', async () => {
  const call = sampleCall(now, {
    requestHeaders: {
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'OpenAI/JS 6.1.0',
      'x-stainless-lang': 'js',
      'x-stainless-package-version': '6.1.0',
      'x-stainless-runtime': 'node',
      'x-stainless-runtime-version': 'v24.0.0',
    },
    responseHeaders: { 'content-type': 'application/json', 'openai-processing-ms': '412' },
    timings: [
      { name: 'gateway.chat_completions', parent: -1, start: 0, end: 812.5 },
      { name: 'gateway.request_received', parent: 0, start: 0, end: 0.4 },
      { name: 'control_plane.process_request', parent: 0, start: 0.4, end: 0.5 },
      { name: 'llm.completion', parent: 0, start: 0.5, end: 812, spanId: 'c6f9f7c75a1da24e' },
    ],
  });
  await write([call]);
  const { rows } = await database.pool.query<{ stored: number; read: number }>(
    `SELECT octet_length(packed_request_headers) + octet_length(packed_response_headers) + octet_length(packed_timings) AS stored,
       octet_length(request_headers::text) + octet_length(response_headers::text) + octet_length(timings::text) AS read
     FROM conversation_calls WHERE call_id = $1`,
    [call.callId],
  );
  expect(rows[0]?.stored).toBeLessThan((rows[0]?.read ?? 0) / 4);
});

import OpenAI from 'openai';
import { z } from 'zod';
import { startLens, type Lens } from '../support/lens';
import { until } from '../support/until';

/** On a real Loki: its HTTP API at LOKI_URL. */
const { LOKI_URL: url = '' } = process.env;
if (url === '') {
  console.warn('SKIPPED: log and records in a real Loki, because LOKI_URL does not say where one is.');
}
const suite = url !== '' ? describe : describe.skip;

const querySchema = z.object({
  data: z.object({
    result: z.array(
      z.object({
        stream: z.record(z.string(), z.string()).optional(),
        metric: z.record(z.string(), z.string()).optional(),
        values: z.array(z.tuple([z.union([z.string(), z.number()]), z.string()])),
      }),
    ),
  }),
});

/** The streams, or series, that a query of the last minutes finds. */
async function query(logql: string): Promise<z.infer<typeof querySchema>['data']['result']> {
  const now = Date.now();
  const range = `start=${now - 600_000}000000&end=${now + 60_000}000000&step=15&limit=5000`;
  const answer = await fetch(`${url}/loki/api/v1/query_range?${range}&query=${encodeURIComponent(logql)}`);
  if (!answer.ok) throw new Error(`${logql}: ${await answer.text()}`);
  return querySchema.parse(await answer.json()).data.result;
}

suite.each(['label', 'metadata'] as const)('with a real Loki, the trace id as %s', (traceIdAs) => {
  let lens: Lens;
  let callId: string;
  let traceId: string;
  let failedId: string;

  beforeAll(async () => {
    lens = await startLens({
      args: [],
      env: { LOKI_URL: url, LOKI_TRACE_ID: traceIdAs, LENS_SAMPLING_RATIO: '1', LENS_LOG_STREAM_CHUNKS: 'true' },
    });
    const client = new OpenAI({ baseURL: `${lens.url}/v1`, apiKey: 'k', maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'What is my account number?' }];
    const { response } = await client.chat.completions.create({ model: 'demo-gpt', messages }).withResponse();
    callId = response.headers.get('x-luthien-call-id') ?? '';
    const refused = await fetch(`${lens.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'no-such-provider', messages }),
    });
    await refused.text();
    failedId = refused.headers.get('x-luthien-call-id') ?? '';
    const lines = await found(`{app="luthien-gateway", record_type="pipeline"} | json | transaction_id="${callId}"`, 4);
    traceId = z.object({ trace_id: z.string() }).parse(JSON.parse(lines[0] ?? '')).trace_id;
  });
  afterAll(async () => {
    await lens.stop();
    lens.remove();
  });

  /** Its lines, once there are so many. */
  async function found(logql: string, least: number): Promise<string[]> {
    const read = async () => (await query(logql)).flatMap(({ values }) => values.map(([, line]) => line));
    return until(read, ({ length }) => length >= least, { what: `Loki has ${least} lines of ${logql}` });
  }

  const stagesIn = (lines: string[]) =>
    lines.map((line) => z.object({ pipeline_stage: z.string() }).parse(JSON.parse(line)).pipeline_stage).sort();

  test('the records of a call are found by type, by stage and by its id in the line', async () => {
    const all = await found(`{app="luthien-gateway", record_type="pipeline"} | json | transaction_id="${callId}"`, 4);
    expect(stagesIn(all)).toEqual(['backend_request', 'backend_response', 'client_request', 'client_response']);
    const pipeline = '{app="luthien-gateway", record_type="pipeline"';
    const asked = await found(`${pipeline}, payload_type="client_request"} | json | transaction_id="${callId}"`, 1);
    expect(stagesIn(asked)).toEqual(['client_request']);
    const both = `${pipeline}, payload_type=~"client_request|backend_request"} | json | transaction_id="${callId}"`;
    expect(stagesIn(await found(both, 2))).toEqual(['backend_request', 'client_request']);
    const everything = await found('{app="luthien-gateway", record_type="pipeline"}', 20);
    expect(everything.filter((line) => line.includes('1234-5678-9012'))).toEqual([]);
    expect(await found('{record_type="policy_decision"} | json | decision="changed"', 1)).not.toEqual([]);
  });

  test('all lines of a trace are found by its id', async () => {
    const selector =
      traceIdAs === 'label' ? `{app="luthien-gateway", trace_id="${traceId}"}` : '{app="luthien-gateway"}';
    const lines = await found(`${selector} | trace_id="${traceId}"`, 5);
    expect(lines.every((line) => line.includes(callId))).toBe(true);
  });

  test('errors are found by their level, and counted', async () => {
    const failed = await found(`{app="luthien-gateway", detected_level="ERROR"} | json | call_id="${failedId}"`, 1);
    expect(failed.join()).toContain(failedId);
    const rate = await until(
      () => query('rate({app="luthien-gateway", detected_level="ERROR"}[5m])'),
      ({ length }) => length > 0,
      { what: 'the rate of errors' },
    );
    expect(rate.flatMap(({ values }) => values).some(([, value]) => Number(value) > 0)).toBe(true);
  });

  test('the log itself is there, by the part that speaks, and the call’s id is no label', async () => {
    const streams = await until(
      () => query('{app="luthien-gateway", logger!~"opentelemetry.*"}'),
      (found) => found.some(({ stream }) => stream?.['logger'] === 'spool'),
      { what: 'a line of the spool' },
    );
    const labels = new Set(streams.flatMap(({ stream = {} }) => Object.keys(stream)));
    expect([...labels]).toEqual(expect.arrayContaining(['app', 'detected_level', 'logger']));
    const answer = await fetch(`${url}/loki/api/v1/labels`);
    expect(await answer.text()).not.toContain('transaction_id');
  });
});

import { callDetailSchema } from '@lens/core/api';
import OpenAI from 'openai';
import { z } from 'zod';
import { startLens, type Lens } from '../support/lens';
import { until } from '../support/until';

/** On a real Tempo: its HTTP API at TEMPO_URL, its OTLP receiver at TEMPO_OTLP_URL, by default port 4318 of the same host. */
const { TEMPO_URL: url = '' } = process.env;
if (url === '') {
  console.warn('SKIPPED: traces in a real Tempo, because TEMPO_URL does not say where one is.');
}
const otlpUrl = process.env.TEMPO_OTLP_URL ?? (url === '' ? '' : `http://${new URL(url).hostname}:4318`);
const suite = url !== '' ? describe : describe.skip;

const searchSchema = z.object({ traces: z.array(z.object({ traceID: z.string() })) });

suite('with a real Tempo', () => {
  let lens: Lens;

  beforeAll(async () => {
    lens = await startLens({
      args: [],
      env: { OTEL_ENDPOINT: otlpUrl, TEMPO_URL: url, LENS_SAMPLING_RATIO: '0' },
    });
  });
  afterAll(async () => {
    await lens.stop();
    lens.remove();
  });

  async function search(query: string): Promise<string[]> {
    const answer = await fetch(`${url}/api/search?limit=5&q=${encodeURIComponent(query)}`);
    return searchSchema.parse(await answer.json()).traces.map(({ traceID }) => traceID.padStart(32, '0'));
  }

  test('a call is found by its id, its trace by what a policy did, and the page reads it from there', async () => {
    const client = new OpenAI({ baseURL: `${lens.url}/v1`, apiKey: 'k', maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'What is my account number?' }];
    const { response } = await client.chat.completions.create({ model: 'demo-gpt', messages }).withResponse();
    const callId = response.headers.get('x-luthien-call-id') ?? '';
    const detail = await until(
      async () => callDetailSchema.parse(await lens.api(`/api/v1/calls/${callId}`)),
      ({ trace }) => trace.source === 'tempo' && trace.complete,
      { what: 'the page has the spans of Tempo' },
    );
    expect(detail.spans.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['gateway.chat_completions', 'llm.completion', 'control_plane.process_full_response']),
    );
    const { traceId } = detail.call;
    for (const query of [
      `{ span.luthien.call_id = "${callId}" }`,
      `{ span.luthien.call_id = "${callId}" && name = "llm.completion" && span.gen_ai.operation.name = "chat" }`,
      `{ span.luthien.call_id = "${callId}" && event:name = "policy.pii_redacted" }`,
      `{ span.luthien.call_id = "${callId}" && span.gen_ai.security.verdict.type = "modify" }`,
    ]) {
      expect(
        await until(
          () => search(query),
          ({ length }) => length > 0,
          { what: `Tempo finds ${query}` },
        ),
      ).toEqual([traceId]);
    }
  });
});

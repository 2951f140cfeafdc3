import { policyName, type Hooks } from './testing/policies';
import { post } from './testing/rawClient';
import { json, silence, sse } from './testing/standInProvider';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/startTestGateway';
import { openaiAnswer, openaiRequest, openaiStream } from './testing/wire';

let lens: TestGateway;
const start = async (answer = json(openaiAnswer), more: TestGatewayOptions = {}): Promise<void> => {
  const policy: Hooks = { onRequest: () => undefined, onResponse: () => undefined, onStreamEvent: (event) => [event] };
  lens = await startTestGateway(answer, { policy, ...more });
};
afterEach(() => lens.stop());

const chat = (): string => `${lens.url}/v1/chat/completions`;

const names = async (callId: string): Promise<string[]> => {
  const { timings } = (await lens.capture.ended(callId)).end;
  return timings.map(({ name, parent }) => (parent === -1 ? name : `${timings[parent]?.name ?? '?'} > ${name}`));
};

describe('timings', () => {
  test('of a whole answer', async () => {
    await start();
    const { callId } = await post(chat(), openaiRequest);
    expect(await names(callId)).toEqual([
      'gateway.chat_completions',
      'gateway.chat_completions > gateway.request_received',
      'gateway.chat_completions > control_plane.process_request',
      `control_plane.process_request > policy ${policyName}`,
      'gateway.chat_completions > llm.completion',
      'gateway.chat_completions > control_plane.process_full_response',
      `control_plane.process_full_response > policy ${policyName}`,
    ]);
    const { end } = await lens.capture.ended(callId);
    for (const { start: from, end: to, parent } of end.timings) {
      expect(from).toBeLessThanOrEqual(to);
      const around = end.timings[parent];
      if (around !== undefined && parent === 0) expect(from).toBeGreaterThanOrEqual(around.start);
      expect(to).toBeLessThanOrEqual(end.durationMs ?? 0);
    }
    expect(end.timings.find(({ name }) => name === 'llm.completion')?.attributes).toMatchObject({
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5',
      'http.response.status_code': 200,
    });
  });

  test('of a stream', async () => {
    await start(sse(openaiStream));
    const { callId } = await post(chat(), openaiRequest);
    expect((await names(callId)).slice(4)).toEqual([
      'gateway.chat_completions > llm.completion',
      'gateway.chat_completions > streaming.orchestrate',
      'gateway.chat_completions > control_plane.process_streaming_response',
      `control_plane.process_streaming_response > policy ${policyName}`,
    ]);
  });

  test('of a call that was refused, and of one that failed', async () => {
    await start(silence, { upstream: { headersTimeoutMs: 50 } });
    const refused = await post(chat(), '{');
    expect(await names(refused.callId)).toEqual([
      'gateway.chat_completions',
      'gateway.chat_completions > gateway.request_received',
    ]);
    const failed = await post(chat(), openaiRequest);
    const { timings } = (await lens.capture.ended(failed.callId)).end;
    expect(timings.filter(({ error }) => error === 'timeout').map(({ name }) => name)).toEqual([
      'gateway.chat_completions',
      'llm.completion',
    ]);
  });
});

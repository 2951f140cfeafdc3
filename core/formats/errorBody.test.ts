import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { anthropicSdkResult, openAiSdkResult } from './fixtures/officialSdks';
import { errorBody, errorEvent, errorOf, type Api } from './index';

const error = { type: 'invalid_request_error', message: 'No.', code: 'policy_blocked', requestId: 'req_1' };
const answering =
  (body: object): typeof fetch =>
  () =>
    Promise.resolve(Response.json(body, { status: 400 }));
const pieces = (text: string) => [new TextEncoder().encode(text)];

test('the official OpenAI client understands an error of ours', async () => {
  const client = new OpenAI({ apiKey: 'none', fetch: answering(errorBody('openai', error)), maxRetries: 0 });
  const thrown: unknown = await client.chat.completions.create({ model: 'm', messages: [] }).catch((e: unknown) => e);
  expect(thrown).toBeInstanceOf(OpenAI.BadRequestError);
  expect(thrown).toMatchObject({ status: 400, message: '400 No.', type: error.type, code: error.code, param: null });
});

test('the official Anthropic client understands an error of ours', async () => {
  const client = new Anthropic({ apiKey: 'none', fetch: answering(errorBody('anthropic', error)), maxRetries: 0 });
  const thrown: unknown = await client.messages
    .create({ model: 'm', max_tokens: 1, messages: [] })
    .catch((e: unknown) => e);
  expect(thrown).toBeInstanceOf(Anthropic.BadRequestError);
  expect(thrown).toMatchObject({
    status: 400,
    error: { error: { type: error.type, message: 'No.' }, request_id: 'req_1' },
  });
});

test('an error event in a stream is thrown by both clients', async () => {
  await expect(openAiSdkResult(pieces(errorEvent('openai', error)))).rejects.toThrow('No.');
  await expect(anthropicSdkResult(pieces(errorEvent('anthropic', error)), false)).rejects.toThrow('No.');
});

test.each<Api>(['openai', 'anthropic'])('%s: what we write we read', (api) => {
  expect(errorOf(api, errorBody(api, error))).toEqual({ type: error.type, message: error.message });
});

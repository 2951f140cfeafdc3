import type { JsonObject } from '../../json';
import { finishReasonOf } from '../responseFacts';
import { billedOf } from './billed';
import { usageOf } from './usage';
import { withoutContent } from './withoutContent';

const answers: JsonObject[] = [
  {
    model: 'gpt-5-2025-08-07',
    service_tier: 'priority',
    choices: [
      { finish_reason: 'stop', message: { content: 'quokka', annotations: [{ type: 'url_citation', url: 'quokka' }] } },
    ],
    usage: { prompt_tokens: 7, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 3, audio_tokens: 1 } },
  },
  {
    model: 'claude-opus-5',
    stop_reason: 'end_turn',
    content: [{ type: 'text', text: 'quokka' }],
    usage: {
      input_tokens: 3,
      output_tokens: 2,
      service_tier: 'standard',
      speed: 'fast',
      inference_geo: 'us',
      cache_creation: { ephemeral_5m_input_tokens: 4, ephemeral_1h_input_tokens: 6 },
      server_tool_use: { web_search_requests: 2 },
      iterations: [{ type: 'fallback_message', model: 'claude-sonnet-5', input_tokens: 9, output_tokens: 8 }],
    },
  },
  { model: 'claude-opus-5', stop_reason: 'refusal', content: [], usage: { input_tokens: 3, output_tokens: 0 } },
  {
    type: 'response.completed',
    response: {
      model: 'gpt-5',
      usage: { input_tokens: 1, output_tokens: 2, output_tokens_details: { reasoning_tokens: 1 } },
      output: [
        { type: 'web_search_call', action: { type: 'search', query: 'quokka' } },
        { type: 'code_interpreter_call', code: 'quokka' },
      ],
    },
  },
  { x_groq: { id: 'req_1', usage: { prompt_tokens: 1, completion_tokens: 2 } } },
  { usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 4 } },
  { meta: { billed_units: { input_tokens: 3, output_tokens: 1 } }, text: 'quokka' },
];

test.each(answers)('%j bills the same without its content', (answer) => {
  const rest = withoutContent(answer);
  expect(JSON.stringify(rest)).not.toContain('quokka');
  expect(usageOf(rest)).toEqual(usageOf(answer));
  expect(billedOf(rest)).toEqual(billedOf(answer));
  for (const api of ['openai', 'anthropic'] as const)
    expect(finishReasonOf(api, rest)).toBe(finishReasonOf(api, answer));
});

test('a text is none of the provider’s words', () => {
  const text = 'my password is quokka';
  const answer = { model: text, usage: { note: text, list: [text] }, choices: [text], type: text, finish_reason: text };
  expect(JSON.stringify(withoutContent(answer))).not.toContain('quokka');
});

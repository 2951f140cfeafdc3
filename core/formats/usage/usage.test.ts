import type { JsonObject } from '../../json';
import { usageOf, usageOfStream } from './index';

describe('usage', () => {
  test('openai: totals include cached and reasoning tokens already', () => {
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 50,
      prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 10 },
      completion_tokens_details: { reasoning_tokens: 20 },
    };
    expect(usageOf({ usage, service_tier: 'priority' })).toEqual({
      inputTokens: 100,
      outputTokens: 50,
      cacheReadTokens: 60,
      cacheWriteTokens: 10,
      cacheWrite5mTokens: null,
      cacheWrite1hTokens: null,
      reasoningTokens: 20,
      serviceTier: 'priority',
    });
    expect(usageOf({ usage: { prompt_cache_hit_tokens: 5 } }).cacheReadTokens).toBe(5);
  });

  test('anthropic: the input is what was read, written and neither', () => {
    const usage = {
      input_tokens: 10,
      cache_read_input_tokens: 60,
      cache_creation_input_tokens: 30,
      cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
      service_tier: 'standard',
      output_tokens: 50,
      output_tokens_details: { thinking_tokens: 20 },
    };
    expect(usageOf({ usage })).toEqual({
      inputTokens: 100,
      outputTokens: 50,
      cacheReadTokens: 60,
      cacheWriteTokens: 30,
      cacheWrite5mTokens: 10,
      cacheWrite1hTokens: 20,
      reasoningTokens: 20,
      serviceTier: 'standard',
    });
  });

  test.each<[string, JsonObject]>([
    ['openai', {}],
    ['openai', { usage: null }],
    ['openai', { usage: { prompt_tokens: '5', completion_tokens: -1, prompt_tokens_details: [] } }],
    ['anthropic', {}],
    ['anthropic', { usage: { input_tokens: null, cache_read_input_tokens: 0.5e400, output_tokens: {} } }],
  ])('%s: what the provider did not say is null, not 0 (%j)', (_api, body) => {
    expect(Object.values(usageOf(body))).toEqual(Array(8).fill(null));
  });

  test('anthropic: without cache figures the input is what it says', () => {
    expect(usageOf({ usage: { input_tokens: 7, output_tokens: 0 } })).toMatchObject({
      inputTokens: 7,
      outputTokens: 0,
      cacheReadTokens: null,
    });
  });
});

const figures = ({
  inputTokens,
  outputTokens,
  cacheReadTokens,
  cacheWriteTokens,
  reasoningTokens,
}: ReturnType<typeof usageOf>) => [inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens];

type Figures = (number | null)[];

describe('usage is found where a provider tells it: in, out, cache read, cache written, reasoning', () => {
  test.each<[string, JsonObject, Figures]>([
    [
      "Groq's last chunk",
      {
        choices: [],
        x_groq: {
          id: 'req_1',
          usage: {
            queue_time: 0.01,
            prompt_tokens: 18,
            prompt_time: 0.0006,
            completion_tokens: 556,
            total_tokens: 574,
          },
        },
      },
      [18, 556, null, null, null],
    ],
    [
      "Moonshot's last choice",
      {
        choices: [
          {
            index: 0,
            delta: {},
            finish_reason: 'stop',
            usage: { prompt_tokens: 19, completion_tokens: 13, total_tokens: 32, cached_tokens: 10 },
          },
        ],
      },
      [19, 13, 10, null, null],
    ],
    [
      'DeepSeek',
      {
        usage: {
          prompt_tokens: 17,
          completion_tokens: 40,
          total_tokens: 57,
          prompt_cache_hit_tokens: 10,
          prompt_cache_miss_tokens: 7,
          completion_tokens_details: { reasoning_tokens: 30 },
        },
      },
      [17, 40, 10, null, 30],
    ],
    [
      'LiteLLM before Anthropic, whose prompt tokens include the cache',
      {
        usage: {
          prompt_tokens: 130,
          completion_tokens: 5,
          cache_creation_input_tokens: 20,
          cache_read_input_tokens: 100,
          prompt_tokens_details: { cached_tokens: 100 },
        },
      },
      [130, 5, 100, 20, null],
    ],
    [
      'Perplexity',
      { usage: { prompt_tokens: 9, completion_tokens: 8, citation_tokens: 3, reasoning_tokens: 4 } },
      [9, 8, null, null, 4],
    ],
    [
      'the Responses API',
      {
        object: 'response',
        usage: {
          input_tokens: 36,
          input_tokens_details: { cached_tokens: 6, cache_write_tokens: 4 },
          output_tokens: 87,
          output_tokens_details: { reasoning_tokens: 64 },
          total_tokens: 123,
        },
      },
      [36, 87, 6, 4, 64],
    ],
    [
      "Ollama's own API",
      {
        model: 'llama3.2',
        done: true,
        done_reason: 'stop',
        prompt_eval_count: 26,
        prompt_eval_duration: 130079000,
        eval_count: 259,
        eval_duration: 4232710000,
      },
      [26, 259, null, null, null],
    ],
    [
      'Cohere',
      {
        finish_reason: 'COMPLETE',
        usage: {
          billed_units: { input_tokens: 5, output_tokens: 418 },
          tokens: { input_tokens: 71, output_tokens: 418 },
        },
      },
      [71, 418, null, null, null],
    ],
    [
      "Cohere's first version",
      {
        text: 'Hi',
        meta: { billed_units: { input_tokens: 5, output_tokens: 7 }, tokens: { input_tokens: 66, output_tokens: 7 } },
      },
      [66, 7, null, null, null],
    ],
    [
      "Bedrock's Converse",
      { usage: { inputTokens: 10, outputTokens: 20, totalTokens: 60, cacheReadInputTokens: 30 } },
      [40, 20, 30, null, null],
    ],
    [
      'Gemini, which counts thoughts apart',
      {
        usageMetadata: {
          promptTokenCount: 10,
          candidatesTokenCount: 5,
          thoughtsTokenCount: 7,
          cachedContentTokenCount: 4,
          totalTokenCount: 22,
        },
      },
      [10, 12, 4, null, 7],
    ],
    ['llama.cpp', { timings: { cache_n: 10, prompt_n: 5, predicted_n: 7 } }, [15, 7, 10, null, null]],
  ])('%s', (_who, body, expected) => expect(figures(usageOf(body))).toEqual(expected));

  test('and not where an answer is itself a number of tokens', () => {
    expect(figures(usageOf({ input_tokens: 42 }))).toEqual([null, null, null, null, null]);
    expect(figures(usageOf({ object: 'response.input_tokens', input_tokens: 42 }))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('usage of a stream', () => {
  const stream = (...events: unknown[]): Uint8Array =>
    new TextEncoder().encode(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));

  test.each<[string, Uint8Array, Figures]>([
    [
      'the Responses API: of its last event',
      stream(
        { type: 'response.created', response: { id: 'resp_1', usage: null } },
        { type: 'response.output_text.delta', delta: 'The "usage": {}' },
        {
          type: 'response.completed',
          response: {
            id: 'resp_1',
            usage: {
              input_tokens: 37,
              input_tokens_details: { cached_tokens: 0 },
              output_tokens: 11,
              output_tokens_details: { reasoning_tokens: 0 },
            },
          },
        },
      ),
      [37, 11, 0, null, 0],
    ],
    [
      'Groq',
      stream(
        { choices: [{ delta: { content: 'a' } }] },
        {
          choices: [{ delta: {}, finish_reason: 'stop' }],
          x_groq: { usage: { prompt_tokens: 1, completion_tokens: 2 } },
        },
        {},
      ),
      [1, 2, null, null, null],
    ],
    [
      'Cohere',
      stream(
        { type: 'content-delta' },
        {
          type: 'message-end',
          delta: { finish_reason: 'COMPLETE', usage: { tokens: { input_tokens: 3, output_tokens: 4 } } },
        },
      ),
      [3, 4, null, null, null],
    ],
    ['one that tells none', stream({ choices: [], usage: null }), [null, null, null, null, null]],
  ])('%s', (_who, bytes, expected) => expect(figures(usageOfStream(bytes))).toEqual(expected));

  test('wherever in a long one its name stands', () => {
    const told = { 'amazon-bedrock-invocationMetrics': { inputTokenCount: 3, outputTokenCount: 4 } };
    for (let before = 0; before < 50; before += 1) {
      const bytes = stream({ text: 'x'.repeat(64 * 1024 - 50 + before) }, told);
      expect(figures(usageOfStream(bytes)).slice(0, 2)).toEqual([3, 4]);
    }
  });
});

import { billedOf } from '../formats';
import type { JsonObject } from '../json';
import { costOf, type Cost } from './costOf';
import { withOwnPrices } from './ownPrices';
import type { OwnPrice } from './priceTable';
import { tableOfToday } from './testing';

/** Prices are those of this day, in US dollars per million tokens where nothing else is said. */
const day = Date.UTC(2026, 10, 20);

function cost(provider: string, answer: JsonObject, at = day): Cost {
  return costOf(tableOfToday, { provider, model: null, at, billed: billedOf(answer), told: true });
}

const usdOf = (provider: string, answer: JsonObject, at?: number) => cost(provider, answer, at).usd;

describe("Anthropic's usage, as it is on the wire", () => {
  const message = (model: string, usage: JsonObject): JsonObject => ({
    type: 'message',
    role: 'assistant',
    model,
    content: [{ type: 'text', text: 'Hello' }],
    stop_reason: 'end_turn',
    usage,
  });
  const opus = (usage: JsonObject) => usdOf('anthropic', message('claude-opus-5', usage));

  test('plain: input 5, output 25', () => {
    // 1,000 × 5 / 10^6 + 200 × 25 / 10^6 = 0.005 + 0.005
    expect(opus({ input_tokens: 1000, output_tokens: 200, service_tier: 'standard' })).toBe('0.01');
  });

  test('cache: read 0.50, written for five minutes 6.25, for an hour 10; the input it tells is beside them', () => {
    const usage = {
      input_tokens: 5,
      cache_read_input_tokens: 128_955,
      cache_creation_input_tokens: 1253,
      cache_creation: { ephemeral_5m_input_tokens: 253, ephemeral_1h_input_tokens: 1000 },
      output_tokens: 100,
    };
    // 5 × 5 + 128,955 × 0.5 + 253 × 6.25 + 1,000 × 10 + 100 × 25
    //   = 25 + 64,477.5 + 1,581.25 + 10,000 + 2,500 = 78,583.75 millionths
    expect(opus(usage)).toBe('0.07858375');
    // Where it does not tell them apart all of it is kept for five minutes:
    // 25 + 64,477.5 + 1,253 × 6.25 (7,831.25) + 2,500 = 74,833.75
    expect(opus({ ...usage, cache_creation: null })).toBe('0.07483375');
  });

  test('thinking is inside the output', () => {
    const usage = { input_tokens: 10, output_tokens: 1000, output_tokens_details: { thinking_tokens: 900 } };
    // 10 × 5 + 1,000 × 25 = 25,050
    expect(opus(usage)).toBe('0.02505');
  });

  test('web searches: 10 a thousand; pages that are fetched cost their tokens alone', () => {
    const server_tool_use = { web_search_requests: 3, web_fetch_requests: 7 };
    // 0.005 + 0.005 + 3 × 10 / 1,000
    expect(opus({ input_tokens: 1000, output_tokens: 200, server_tool_use })).toBe('0.04');
  });

  test('batches at half the price', () => {
    // 1,000 × 2.5 + 200 × 12.5 = 5,000
    expect(opus({ input_tokens: 1000, output_tokens: 200, service_tier: 'batch' })).toBe('0.005');
  });

  test('fast mode: input 10, output 50, cache reads 1', () => {
    const usage = { input_tokens: 1000, cache_read_input_tokens: 2000, output_tokens: 200, speed: 'fast' };
    // 1,000 × 10 + 2,000 × 1 + 200 × 50 = 22,000
    expect(opus(usage)).toBe('0.022');
    // 1,000 × 5 + 2,000 × 0.5 + 200 × 25 = 11,000
    expect(opus({ ...usage, speed: 'standard' })).toBe('0.011');
    const sonnet = cost('anthropic', message('claude-sonnet-5', usage));
    expect(sonnet).toMatchObject({ usd: null, unknown: 'tier' });
  });

  test('calls that had to stay in the United States: 1.1 times the price of tokens, and of nothing else', () => {
    const usage = {
      input_tokens: 1000,
      cache_creation_input_tokens: 100,
      output_tokens: 200,
      server_tool_use: { web_search_requests: 1 },
      inference_geo: 'us',
    };
    // (5,000 + 625 + 5,000) × 1.1 = 11,687.5, and 10,000 for the search
    expect(opus(usage)).toBe('0.0216875');
    expect(opus({ ...usage, inference_geo: 'global' })).toBe('0.020625');
  });

  test('long context: beyond 200,000 tokens of input, cached ones included, all tokens have the higher price', () => {
    const sonnet = (cached: number) =>
      usdOf(
        'anthropic',
        message('claude-sonnet-4-5-20250929', {
          input_tokens: 100_000,
          cache_read_input_tokens: cached,
          output_tokens: 1000,
        }),
      );
    // 100,000 × 3 + 100,000 × 0.3 + 1,000 × 15 = 300,000 + 30,000 + 15,000
    expect(sonnet(100_000)).toBe('0.345');
    // 100,000 × 6 + 100,001 × 0.6 + 1,000 × 22.5 = 600,000 + 60,000.6 + 22,500
    expect(sonnet(100_001)).toBe('0.6825006');
  });

  test('a fallback on their side: each model that spoke at its own price', () => {
    const iteration = { input_tokens: 1000, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 };
    const declined = { ...iteration, type: 'message', model: 'claude-fable-5', output_tokens: 100 };
    const served = { ...iteration, type: 'fallback_message', model: 'claude-opus-4-8', output_tokens: 200 };
    const fell = (first: JsonObject) =>
      usdOf(
        'anthropic',
        message('claude-opus-4-8', { input_tokens: 1000, output_tokens: 200, iterations: [first, served] }),
      );
    // Fable 5: 1,000 × 10 + 100 × 50 = 15,000; Opus 4.8: 1,000 × 5 + 200 × 25 = 10,000
    expect(fell(declined)).toBe('0.025');
    // It declined before it said anything, which is not billed.
    expect(fell({ ...declined, output_tokens: 1 })).toBe('0.01');
  });

  test('what the sums of a call leave out is billed too: compactions, and the advice of another model', () => {
    const usage = {
      input_tokens: 1000,
      output_tokens: 200,
      iterations: [
        { type: 'compaction', input_tokens: 10_000, output_tokens: 500 },
        { type: 'message', model: 'claude-sonnet-5', input_tokens: 1000, output_tokens: 200 },
        { type: 'advisor_message', model: 'claude-opus-5', input_tokens: 2000, output_tokens: 100 },
      ],
    };
    // Sonnet 5 at 2 and 10: 10,000 × 2 + 500 × 10 + 1,000 × 2 + 200 × 10 = 20,000 + 5,000 + 2,000 + 2,000
    // Opus 5 at 5 and 25: 2,000 × 5 + 100 × 25 = 12,500
    expect(usdOf('anthropic', message('claude-sonnet-5', usage))).toBe('0.0415');
    expect(cost('anthropic', message('claude-sonnet-5', usage))).toMatchObject({
      items: [{ class: 'input', count: 11_000 }, { class: 'output', count: 700 }, { count: 2000 }, { count: 100 }],
    });
  });

  test('a refusal before any output costs nothing', () => {
    const refused = { ...message('claude-fable-5', { input_tokens: 106, output_tokens: 1 }), stop_reason: 'refusal' };
    expect(cost('anthropic', { ...refused, content: [] })).toMatchObject({ usd: '0', exact: true });
    // 106 × 10 + 1 × 50
    expect(usdOf('anthropic', refused)).toBe('0.00111');
  });

  test('what was bought in advance is shown at the list price, as an estimate', () => {
    const priority = message('claude-opus-5', { input_tokens: 1000, output_tokens: 200, service_tier: 'priority' });
    expect(cost('anthropic', priority)).toMatchObject({ usd: '0.01', exact: false });
  });
});

describe("OpenAI's usage, as it is on the wire", () => {
  const completion = (model: string, usage: JsonObject, more: JsonObject = {}): JsonObject => ({
    object: 'chat.completion',
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
    usage,
    ...more,
  });

  test('cached and reasoning tokens are inside the sums: gpt-5 at 1.25, cached 0.125, output 10', () => {
    const usage = {
      prompt_tokens: 2006,
      completion_tokens: 300,
      total_tokens: 2306,
      prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 0 },
      completion_tokens_details: {
        reasoning_tokens: 192,
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    };
    // 86 × 1.25 + 1,920 × 0.125 + 300 × 10 = 107.5 + 240 + 3,000
    expect(usdOf('openai', completion('gpt-5-2025-08-07', usage))).toBe('0.0033475');
  });

  const sol = (tier: string | null, input: number, at?: number) =>
    usdOf(
      'openai',
      completion(
        'gpt-5.6-sol',
        {
          prompt_tokens: input,
          completion_tokens: 1000,
          prompt_tokens_details: { cached_tokens: 10_000, cache_write_tokens: 2000 },
        },
        { service_tier: tier },
      ),
      at,
    );

  test('cache writes have a price: gpt-5.6-sol at 4, cached 0.40, written 5, output 20', () => {
    // 8,000 × 4 + 10,000 × 0.4 + 2,000 × 5 + 1,000 × 20 = 32,000 + 4,000 + 10,000 + 20,000
    expect(sol('default', 20_000)).toBe('0.066');
    expect(sol(null, 20_000)).toBe('0.066');
    // Before 21 August 2026 at 5, 0.50, 6.25 and 30: 40,000 + 5,000 + 12,500 + 30,000
    expect(sol('default', 20_000, Date.UTC(2026, 7, 20, 23, 59))).toBe('0.0875');
    expect(sol('default', 20_000, Date.UTC(2026, 7, 21))).toBe('0.066');
  });

  test('tiers: flex at half, priority at twice the price', () => {
    expect(sol('flex', 20_000)).toBe('0.033');
    expect(sol('priority', 20_000)).toBe('0.132');
  });

  test('long context: beyond 272,000 tokens twice the input and one and a half times the output', () => {
    // 260,000 × 4 + 10,000 × 0.4 + 2,000 × 5 + 1,000 × 20 = 1,040,000 + 4,000 + 10,000 + 20,000
    expect(sol('default', 272_000)).toBe('1.074');
    // 260,001 × 8 + 10,000 × 0.8 + 2,000 × 10 + 1,000 × 30 = 2,080,008 + 8,000 + 20,000 + 30,000
    expect(sol('default', 272_001)).toBe('2.138008');
    // Flex: 260,001 × 4 + 10,000 × 0.4 + 2,000 × 5 + 1,000 × 15 = 1,040,004 + 4,000 + 10,000 + 15,000
    expect(sol('flex', 272_001)).toBe('1.069004');
  });

  test('sound has prices of its own: gpt-audio at 2.50 and 32, output 10 and 64', () => {
    const usage = {
      prompt_tokens: 110,
      completion_tokens: 250,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 100 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 200 },
    };
    // 10 × 2.5 + 100 × 32 + 50 × 10 + 200 × 64 = 25 + 3,200 + 500 + 12,800
    expect(usdOf('openai', completion('gpt-audio', usage))).toBe('0.016525');
    expect(cost('openai', completion('gpt-5', usage))).toMatchObject({ usd: null, unknown: 'price' });
  });

  test('the Responses API: also in its last event; searches count, pages that were opened do not', () => {
    const response = {
      object: 'response',
      model: 'gpt-5-nano-2025-08-07',
      service_tier: 'default',
      output: [
        { type: 'web_search_call', action: { type: 'search', query: 'a' } },
        { type: 'web_search_call', action: { type: 'open_page', url: 'b' } },
        { type: 'file_search_call' },
      ],
      usage: {
        input_tokens: 1000,
        input_tokens_details: { cached_tokens: 400 },
        output_tokens: 100,
        output_tokens_details: { reasoning_tokens: 64 },
        total_tokens: 1100,
      },
    };
    // 600 × 0.05 + 400 × 0.005 + 100 × 0.4 = 30 + 2 + 40 millionths; 10 / 1,000 + 2.5 / 1,000
    expect(usdOf('openai', response)).toBe('0.012572');
    expect(usdOf('openai', { type: 'response.completed', response })).toBe('0.012572');
    const withContainer = { ...response, output: [{ type: 'code_interpreter_call' }] };
    expect(cost('openai', withContainer)).toMatchObject({ usd: '0.000072', exact: false });
  });

  test('embeddings have input alone', () => {
    const usage = { prompt_tokens: 8, total_tokens: 8 };
    // 8 × 0.02
    expect(usdOf('openai', { object: 'list', model: 'text-embedding-3-small', usage })).toBe('0.00000016');
  });

  test('the price of each line is told', () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5 };
    expect(cost('openai', completion('gpt-5', usage))).toEqual({
      usd: '0.0000625',
      exact: true,
      table: tableOfToday.version,
      items: [
        { model: 'gpt-5', class: 'input', count: 10, price: 1.25, per: 1_000_000 },
        { model: 'gpt-5', class: 'output', count: 5, price: 10, per: 1_000_000 },
      ],
    });
  });
});

test('a provider that offers others’ models has their prices where it has none of its own', () => {
  const answer = { model: 'claude-opus-5', usage: { input_tokens: 1000, output_tokens: 200 } };
  expect(usdOf('azure', answer)).toBe('0.01');
  expect(usdOf('openai', answer)).toBeNull();
});

describe('prices of one’s own go over the table', () => {
  const own = (changes: Partial<OwnPrice>): OwnPrice => ({
    model: 'gpt-5',
    provider: null,
    tier: null,
    from: null,
    input: 1,
    output: 2,
    cacheRead: null,
    cacheWrite: null,
    cacheWrite1h: null,
    inputAudio: null,
    outputAudio: null,
    ...changes,
  });
  const usage = { prompt_tokens: 1000, completion_tokens: 100, prompt_tokens_details: { cached_tokens: 500 } };
  const costWith = (prices: Partial<OwnPrice>[], answer: JsonObject = {}): Cost =>
    costOf(withOwnPrices(tableOfToday, prices.map(own), 'abcdef0123'), {
      provider: 'openai',
      model: null,
      at: day,
      billed: billedOf({ model: 'gpt-5', usage, ...answer }),
      told: true,
    });

  test('what they do not say costs as much as what it is a part of', () => {
    // 1,000 × 1 + 100 × 2; with the cache at 0.1: 500 × 1 + 500 × 0.1 + 100 × 2
    expect(costWith([{}])).toMatchObject({ usd: '0.0012', table: `${tableOfToday.version} + own abcdef01` });
    expect(costWith([{ cacheRead: 0.1 }])).toMatchObject({ usd: '0.00075' });
    expect(costWith([{ output: null }])).toMatchObject({ usd: null, unknown: 'price' });
  });

  test('the last that matches model, provider, tier and day counts; without one the table', () => {
    // By the table: 500 × 1.25 + 500 × 0.125 + 100 × 10
    const byTable = { usd: '0.0016875' };
    expect(costWith([{ input: 9 }, { model: 'gpt-*' }])).toMatchObject({ usd: '0.0012' });
    expect(costWith([{ provider: 'azure' }])).toMatchObject(byTable);
    expect(costWith([{ model: 'gpt-5.*' }])).toMatchObject(byTable);
    expect(costWith([{ from: '2026-11-21' }])).toMatchObject(byTable);
    expect(costWith([{ from: '2026-11-20' }])).toMatchObject({ usd: '0.0012' });
    expect(costWith([{ tier: 'flex' }])).toMatchObject(byTable);
    expect(costWith([{ tier: 'scale' }], { service_tier: 'scale' })).toMatchObject({ usd: '0.0012' });
    expect(costWith([{}], { service_tier: 'scale' })).toMatchObject({ usd: null, unknown: 'tier' });
    expect(costWith([{ model: 'mine' }], { model: 'mine' })).toMatchObject({ usd: '0.0012' });
  });
});

describe('what is not known is never 0', () => {
  const answer = (model: string | null, usage: JsonObject, tier: string | null = null): JsonObject => ({
    model,
    usage,
    service_tier: tier,
  });
  const some = { prompt_tokens: 10, completion_tokens: 5 };

  test.each<[string, string, JsonObject, string]>([
    ['a model', 'openai', answer('gpt-99', some), 'model'],
    ["another provider's model", 'openai', answer('claude-opus-5', some), 'model'],
    ['a provider', 'somebody', answer('gpt-5', some), 'model'],
    ['no model', 'openai', answer(null, some), 'model'],
    ['a tier', 'openai', answer('gpt-5', some, 'scale'), 'tier'],
    ['a tier of the model', 'openai', answer('gpt-audio', some, 'flex'), 'tier'],
    [
      'a class of tokens',
      'openai',
      answer('gpt-5', { ...some, prompt_tokens_details: { cache_write_tokens: 5 } }),
      'price',
    ],
    ['tokens', 'openai', answer('gpt-5', {}), 'usage'],
    ['more tokens than there can be', 'openai', answer('gpt-5', { ...some, completion_tokens: 1e300 }), 'usage'],
    ['half of the tokens', 'openai', answer('gpt-5', { completion_tokens: 5 }), 'usage'],
  ])('%s', (_what, provider, body, unknown) => {
    expect(cost(provider, body)).toEqual({ usd: null, unknown, table: tableOfToday.version });
  });
});

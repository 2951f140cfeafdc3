import type { Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import { chainOfKinds } from '../testing/chains';
import { bodyOf, chunk, dataOf, messageEnd, messageStart, runStream, sse, streamCall } from '../testing/streams';

const card = '4242 4242 4242 4242';
/** The number comes in two pieces, behind a word by itself, as the states are that servers tell of. */
const pieces = ['Well', ', 4242 4242 ', '4242 4242, yes.'];
const chain = chainOfKinds([{ use: 'pii-redaction', options: {} }]);

async function streamed(api: Api, events: JsonObject[]) {
  const ends = api === 'openai' ? [chunk({ content: 'Done then.' }), chunk({}, { finish_reason: 'stop' })] : messageEnd;
  const start = api === 'openai' ? [] : [messageStart];
  const { sent, outcome } = await runStream(chain, sse(api, [...start, ...events, ...ends]), streamCall(api));
  return { text: sent.toString(), body: bodyOf(api, sent), events: outcome.events };
}

const many = Array.from({ length: 10 }, (_, index) => ({ index, function: { arguments: 'x' } }));
const delta = (make: (text: string) => JsonObject) => pieces.map((piece) => chunk(make(piece)));
const delta0 = (delta: JsonObject): JsonObject => ({ type: 'content_block_delta', index: 0, delta });
const finishing = (make: (text: string) => JsonObject) =>
  pieces.map((piece) => chunk(make(piece), { finish_reason: 'stop' }));
const block = (start: JsonObject, deltas: JsonObject[]): JsonObject[] => [
  { type: 'content_block_start', index: 0, content_block: start },
  ...deltas.map((one) => ({ type: 'content_block_delta', index: 0, delta: one })),
  { type: 'content_block_stop', index: 0 },
];

describe('a number is found wherever a server puts it', () => {
  test.each<[string, Api, JsonObject[]]>([
    ['in a field of a delta that nobody knows', 'openai', delta((thought) => ({ thought }))],
    ['inside one', 'openai', delta((deep) => ({ extra: [{ deep }] }))],
    [
      'whole in one that holds ids elsewhere',
      'openai',
      [chunk({ content: 'Hi', extra: { detail: `It is ${card}.` } })],
    ],
    [
      'in one whose name looks like the path to a known one',
      'openai',
      [chunk({ tool_calls: many, content: 'Hi' }, { 'delta\u0000content': `It is ${card}.` })],
    ],
    ['beside the choices', 'openai', [{ ...chunk({ content: 'Hi' }), notes: [`It is ${card}.`] }]],
    [
      'in an object under a name of data',
      'openai',
      [{ ...chunk({ content: 'Hi' }), data: { source: { text: card } } }],
    ],
    ['in LiteLLM’s fields', 'openai', delta((text) => ({ provider_specific_fields: { reasoning_content: text } }))],
    [
      'in thinking that nobody signs',
      'openai',
      delta((thinking) => ({ thinking_blocks: [{ type: 'thinking', thinking }] })),
    ],
    [
      'in details that nobody signs',
      'openai',
      delta((text) => ({ reasoning_details: [{ type: 'reasoning.text', text, index: 0, format: 'unknown' }] })),
    ],
    [
      'in arguments that are an object',
      'openai',
      [chunk({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: { n: 4242424242424242 } } }] })],
    ],
    ['in a message beside the delta', 'openai', [chunk({ content: 'Hi' }, { message: { content: card } })]],
    ['as a number that nobody knows', 'openai', [chunk({ content: 'Hi', paid_with: 4242424242424242 })]],
    [
      'in events of another API',
      'openai',
      pieces.map((piece) => ({ type: 'response.output_text.delta', item_id: 'm', delta: piece })),
    ],
    ['in an error', 'openai', [{ error: { message: `Not ${card}` } }]],
    [
      'in what a filter says',
      'openai',
      [{ choices: [], prompt_filter_results: [{ content_filter_results: { why: card } }] }],
    ],
    ['where every chunk has a finish reason', 'openai', finishing((content) => ({ content }))],
    ['where every chunk of reasoning has one', 'openai', finishing((text) => ({ reasoning_content: text }))],
    [
      'in arguments where every chunk has one',
      'openai',
      ['{"card":"4242 4242 ', '4242 4242"}'].map((piece) =>
        chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] }, { finish_reason: 'tool_calls' }),
      ),
    ],
    [
      'of two choices whose chunks have one and take turns',
      'openai',
      ['Well,', ' it is', ...pieces].flatMap((content) =>
        [0, 1].map((index) => ({
          choices: [{ index, delta: { content: index === 0 ? content : 'x' }, finish_reason: 'stop' }],
        })),
      ),
    ],
    [
      'in messages in the place of the delta',
      'openai',
      pieces.map((content) => ({ choices: [{ index: 0, messages: [{ index: 0, delta: { content } }] }] })),
    ],
    [
      'in fields of LiteLLM beside the choices',
      'openai',
      pieces.map((piece) => ({ ...chunk({}), provider_specific_fields: { thought: piece } })),
    ],
    [
      'in thinking whose signature is empty',
      'anthropic',
      block({ type: 'thinking', thinking: '', signature: '' }, [
        ...pieces.map((thinking) => ({ type: 'thinking_delta', thinking })),
        { type: 'signature_delta', signature: '' },
      ]),
    ],
    [
      'in thinking without a signature',
      'anthropic',
      block(
        { type: 'thinking', thinking: '' },
        pieces.map((thinking) => ({ type: 'thinking_delta', thinking })),
      ),
    ],
    [
      'in a delta of an unknown kind',
      'anthropic',
      block(
        { type: 'novel', novel: '' },
        pieces.map((novel) => ({ type: 'novel_delta', novel })),
      ),
    ],
    [
      'in input that is there from the start',
      'anthropic',
      block({ type: 'tool_use', id: 'a', name: 'n', input: { card } }, []),
    ],
    [
      'in events of an unknown kind',
      'anthropic',
      pieces.map((piece) => ({ type: 'novel_delta', index: 0, piece: { of: piece } })),
    ],
    ['in an error of the stream', 'anthropic', [{ type: 'error', error: { type: 'api_error', message: card } }]],
  ])('%s (%s)', async (_where, api, events) => {
    const { text, events: said } = await streamed(api, events);
    expect(text).not.toMatch(/4242 ?4242/);
    expect(text).toContain('[REDACTED]');
    expect(said).toMatchObject([{ type: 'policy.pii_redacted', details: { count: 1 } }]);
  });

  const ends = ['@exam', 'ple.com', ', yes.'];
  test.each<[string, Api, (piece: string) => JsonObject]>([
    ['a delta', 'openai', (thought) => chunk({ thought })],
    ['a delta, beside an answer', 'openai', (thought) => chunk({ content: 'Well. ', thought })],
    ['an object of a delta', 'openai', (deep) => chunk({ extra: [{ deep }] })],
    ['other APIs', 'openai', (text) => ({ type: 'novel', text })],
    ['a delta of an unknown kind', 'anthropic', (novel) => delta0({ type: 'novel_delta', novel })],
    ['events of an unknown kind', 'anthropic', (of) => ({ type: 'novel_delta', index: 0, piece: { of } })],
    [
      'events of the Responses API',
      'openai',
      (piece) => ({ type: 'response.novel.delta', item_id: 'm', output_index: 0, piece }),
    ],
  ])('an address whose first piece is a word is taken out of %s', async (_where, api, make) => {
    for (const words of [['kim'], ['ki', 'm'], ['Ask', 'kim']]) {
      const { text, events: said } = await streamed(api, [...words, ...ends].map(make));
      expect(text).not.toMatch(/@exam|ple\.com/);
      for (const piece of [...words, '[REDACTED], ', 'yes.']) expect(text).toContain(`"${piece}"`);
      expect(said).toMatchObject([{ type: 'policy.pii_redacted', details: { pattern: 'email', count: 1 } }]);
    }
  });

  test('so it is when a word follows its first piece, beside an answer', async () => {
    const events = ['kim.', 'lee', '@example', '.com, yes'].map((thought) => chunk({ content: 'Well. ', thought }));
    const { text } = await streamed('openai', events);
    expect(text).not.toMatch(/example|kim|lee/);
    expect(text).toContain('[REDACTED]');
  });

  test('what follows a word is as it was where nothing comes of it', async () => {
    const { text } = await streamed(
      'openai',
      ['kim', '@', ' home', ', DE', '89'].map((thought) => chunk({ thought })),
    );
    const said = [...text.matchAll(/"thought":"([^"]*)"/g)].map(([, piece]) => piece);
    expect(said.join('')).toBe('kim@ home, DE89');
  });

  test.each<[string, Api, (piece: string) => JsonObject]>([
    ['beside the choices', 'openai', (notes) => ({ ...chunk({ content: 'Well. ' }), notes })],
    ['in a choice', 'openai', (notes) => chunk({ content: 'Well. ' }, { notes })],
    ['in an unknown event', 'openai', (words) => ({ type: 'novel', words })],
    ['beside a delta', 'anthropic', (notes) => ({ ...delta0({ type: 'novel_delta' }), notes })],
  ])('of a text that goes on %s, the rest of a match is taken out', async (_where, api, make) => {
    const { text, events: said } = await streamed(
      api,
      ['4242 4242', ' 4242 4242, kim', '@example.com', 'Bye'].map(make),
    );
    expect(text).toMatch(/"4242 4242"[^]*"\[REDACTED\], kim"[^]*"\[REDACTED\]"[^]*"Bye"/);
    expect(said.map(({ details }) => details)).toMatchObject([
      { pattern: 'card', count: 1 },
      { pattern: 'email', count: 1 },
    ]);
  });

  test('a finish reason beside the last of a text stays there', async () => {
    const events = [chunk({ content: 'Mail ' }), chunk({ content: 'jane' }, { finish_reason: 'stop' })];
    const stream = [...sse('openai', events)];
    const { sent } = await runStream(chain, [...stream.slice(0, 2), Buffer.from(': alive\n\n'), ...stream.slice(2)], {
      ...streamCall('openai'),
    });
    expect(dataOf(sent)).toEqual([...events.map((event) => JSON.stringify(event)), '', '[DONE]']);
  });

  test('and nothing is held back of a constant that every chunk repeats', async () => {
    const events = ['Hello ', 'there, ', 'friend'].map((content) => chunk({ content, state: 'generating' }));
    const { text } = await streamed('openai', events);
    expect(text.match(/"state":"generating"/g)).toHaveLength(3);
  });

  test('a policy that redacts nothing leaves places alone that nobody knows', async () => {
    const replacing = chainOfKinds([
      { use: 'text-replacement', options: { rules: [{ find: 'generating', replace: 'x' }] } },
    ]);
    const events = sse('openai', [chunk({ content: 'Hello', state: 'generating' })]);
    const { sent } = await runStream(replacing, events, streamCall('openai'));
    expect(sent.toString()).toContain('generating');
  });
});

describe('reasoning whose signature comes with its last piece', () => {
  const signature = 'c2ln';
  const last = { type: 'reasoning.text', text: ' Mail j@exa', signature, index: 0 };
  const signed: [string, JsonObject[]][] = [
    [
      'reasoning_details',
      [
        ...delta((text) => ({ reasoning_details: [{ type: 'reasoning.text', text, index: 0 }] })),
        chunk({ reasoning_details: [last] }),
      ],
    ],
    [
      'thinking_blocks',
      [
        ...delta((thinking) => ({ thinking_blocks: [{ type: 'thinking', thinking }] })),
        chunk({ thinking_blocks: [{ type: 'thinking', thinking: ' Mail j@exa', signature }] }),
      ],
    ],
  ];

  test.each(signed)('%s: comes out in its order and as it was', async (field, events) => {
    const { body, events: said } = await streamed('openai', events);
    const details = JSON.stringify(body['choices']);
    expect(details).toContain(`${pieces.join('')} Mail j@exa`);
    expect(details).toContain(signature);
    expect(details).toContain(field);
    expect(said).toMatchObject([{ type: 'policy.signed_thinking_skipped', details: { count: 1 } }]);
  });

  test('a signature that comes after its text was rewritten is left out', async () => {
    const { text, events: said } = await streamed('openai', [
      ...delta((text) => ({ reasoning_details: [{ type: 'reasoning.text', text, index: 0 }] })),
      chunk({ content: 'So: ' }),
      chunk({ reasoning_details: [{ type: 'reasoning.text', signature, index: 0 }] }),
    ]);
    expect(text).toContain(', [REDACTED], yes.');
    expect(text).not.toContain(signature);
    expect(said.map(({ type }) => type)).toEqual(['policy.pii_redacted', 'policy.signature_dropped']);
  });
});

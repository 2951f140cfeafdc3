import { canaries } from '@lens/core/secrets/testing';
import { callRecordOf, type CallRecord } from '../call';
import { createPolicy } from '../policies/registry';
import { lentTo } from '../policies/testing/environments';
import type { CapturedCall } from './testing/collectCapture';
import { policyName, type Hooks } from './testing/policies';
import { post, send } from './testing/rawClient';
import { json, sse, type Answer } from './testing/standInProvider';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/startTestGateway';
import { anthropicAnswer, anthropicRequest, anthropicStream, openaiAnswer, openaiRequest } from './testing/wire';

let lens: TestGateway;
const start = async (answer: Answer, options: TestGatewayOptions = {}): Promise<void> => {
  lens = await startTestGateway(answer, options);
};
afterEach(() => lens.stop());

const chat = (): string => `${lens.url}/v1/chat/completions`;
const messages = (): string => `${lens.url}/v1/messages`;
const asking = (mode: string) => ({ authorization: 'Bearer sk-own', 'x-luthien-capture': mode });

const cards = ['4242 4242 4242 4242', '5500-0000-0000-0004', '3782 822463 10005', '6304000000000000000'];
const planted = [
  ...Object.values(canaries),
  ...cards.map((secret) => ({ secret, text: `My card is ${secret}, thanks.` })),
  { secret: 'ada.wren@example.org', text: 'Write to ada.wren@example.org soon.' },
];
/** A few digits are in any id by chance. */
const lookedFor = planted.filter(({ secret }) => secret.length > 4);
const everything = planted.map(({ text }) => text).join('\n');

/** All that went to the record, bytes and facts. */
function told({ start: begun, parts, end }: CapturedCall): string {
  const bodies = [begun.request, end?.response].flatMap((exchange) =>
    exchange ? [exchange.original, exchange.final, ...exchange.steps.map(({ body }) => body)] : [],
  );
  const streams = (['upstream', 'client'] as const).map((side) =>
    Buffer.concat(parts.filter((part) => part.side === side).map(({ bytes }) => bytes)),
  );
  const facts = JSON.stringify([begun, end], (_key, value: unknown) =>
    value instanceof Uint8Array || Buffer.isBuffer(value) ? '' : value,
  );
  return [...bodies, ...streams].map((bytes) => (bytes ? Buffer.from(bytes).toString() : '')).join('\n') + facts;
}

/** Also as JSON writes it, and as the rebuilt answer has it. */
function expectNoSecret(captured: CapturedCall): CallRecord {
  const record = callRecordOf(captured);
  const all = told(captured) + JSON.stringify([record.request, record.response], withoutBytes);
  const found = lookedFor.filter(
    ({ secret }) => all.includes(secret) || all.includes(JSON.stringify(secret).slice(1, -1)),
  );
  expect(found.map(({ text }) => text)).toEqual([]);
  return record;
}

function withoutBytes(key: string, value: unknown): unknown {
  return key === 'raw' ? undefined : value;
}

const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'gpt-5', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

/** The text, a few characters at a time. */
function pieces(text: string): string[] {
  return text.match(/[^]{1,5}/g) ?? [];
}

const toolCall = (argument: string) => ({ tool_calls: [{ index: 0, function: { arguments: argument } }] });

function openaiStreamOf(text: string): string[] {
  return [
    chunk({ role: 'assistant', content: '' }),
    ...pieces(text).map((content) => chunk({ content })),
    chunk({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'save', arguments: '' } }] }),
    ...pieces(JSON.stringify({ note: text, account: { number: 12345678 } })).map((piece) => chunk(toolCall(piece))),
    chunk({}, 'stop'),
    'data: [DONE]\n\n',
  ];
}

describe('masked', () => {
  const request = (text: string) => ({
    ...openaiRequest,
    user: 'ada-the-user',
    messages: [
      { role: 'user', content: text },
      {
        role: 'assistant',
        tool_calls: [
          { id: 'call_0', type: 'function', function: { name: 'f', arguments: JSON.stringify({ note: text }) } },
        ],
      },
      {
        role: 'user',
        content: [{ type: 'image_url', image_url: { url: 'https://x.example/?key=' + (cards[3] ?? '') } }],
      },
    ],
    metadata: { note: text, card: 4242424242424242 },
  });

  test('neither form of a body, nor what is told beside it, has a secret; client and provider get what they get', async () => {
    const answer = {
      ...openaiAnswer,
      choices: [{ ...openaiAnswer.choices[0], message: { role: 'assistant', content: everything } }],
    };
    await start(json(answer));
    const headers = {
      ...asking('masked'),
      'user-agent': everything.slice(0, 200).replace(/[^ -~]/g, ' '),
      'openai-organization': 'org-quokka',
    };
    const { body, callId } = await post(chat(), request(everything), headers);
    expect(body === JSON.stringify(answer)).toBe(true);
    expect(lens.provider.received[0]?.body.toString()).toBe(JSON.stringify(request(everything)));
    const captured = await lens.capture.ended(callId);
    expect(told(captured)).not.toContain('quokka');
    expect(told(captured)).not.toContain('ada-the-user');
    const record = expectNoSecret(captured);
    expect(record).toMatchObject({ captureMode: 'masked', changedBy: [], usage: { inputTokens: 3, outputTokens: 2 } });
    expect(record.request.original.json).toMatchObject({
      user: '[REDACTED:user]',
      metadata: { card: '[REDACTED:card]' },
    });
    expect(JSON.stringify(record.response?.original.json)).toContain('[REDACTED:private_key]');
  });

  test('nor has a stream, wherever its chunks are cut', async () => {
    await start(sse(openaiStreamOf(everything)));
    const { body, callId } = await post(chat(), { ...request('Hi'), stream: true }, asking('masked'));
    expect(body === openaiStreamOf(everything).join('')).toBe(true);
    const captured = await lens.capture.ended(callId);
    const record = expectNoSecret(captured);
    expect(record).toMatchObject({ status: 'complete', finishReason: 'stop', response: { changed: false } });
    const [choice] = (record.response?.original.json as typeof openaiAnswer).choices;
    expect(choice?.message.content).toContain('My card is [REDACTED:card], thanks.');
    const { at = [], lengths = [] } = record.chunks?.upstream ?? {};
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(record.response?.original.raw.length);
    expect(at.length).toBe(lengths.length);
  });

  test('nor has a stream of the other API', async () => {
    const delta = (text: string): string =>
      `event: content_block_delta\ndata: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })}\n\n`;
    const [first = '', second = '', ...rest] = anthropicStream;
    await start(sse([first, second, ...pieces(everything).map(delta), ...rest.slice(-3)]));
    const { callId } = await post(messages(), { ...anthropicRequest, stream: true }, asking('masked'));
    const record = expectNoSecret(await lens.capture.ended(callId));
    expect(record).toMatchObject({ status: 'complete', finishReason: 'end_turn', usage: { outputTokens: 2 } });
  });

  test('nor has what a provider says of an error, whole or in a stream, or a text that is cut in a secret', async () => {
    await start(json({ error: { type: 'invalid_request_error', message: `Bad: ${everything}` } }, 400));
    const refused = await post(chat(), request('Hi'), asking('masked'));
    expectNoSecret(await lens.capture.ended(refused.callId));
    lens.provider.answer = sse([
      chunk({ content: 'x' }),
      `data: ${JSON.stringify({ error: { message: everything } })}\n\n`,
    ]);
    const failed = await post(chat(), { ...request('Hi'), stream: true }, asking('masked'));
    expectNoSecret(await lens.capture.ended(failed.callId));
    lens.provider.answer = sse([chunk({ content: 'My card is 4242 4242 4242 42' })]);
    const cut = await post(chat(), { ...request('Hi'), stream: true }, asking('masked'));
    expect(told(await lens.capture.ended(cut.callId))).not.toContain('4242 4242');
  });

  test('nor has what only passes through, and what is no text is not kept', async () => {
    await start(json({ output: everything }));
    const url = `${lens.url}/v1/responses/resp_1?api_key=${cards[3] ?? ''}`;
    const { callId } = await post(url, { input: everything, token: 'quokka-quokka-quokka-1' }, asking('masked'));
    expectNoSecret(await lens.capture.ended(callId));
    const form = await send(`${lens.url}/v1/files`, {
      headers: { 'content-type': 'multipart/form-data; boundary=b', ...asking('masked') },
      body: Buffer.from([0xff, 0xfe, 0x00, ...Buffer.from('quokka')]),
    });
    const captured = await lens.capture.ended(form.callId);
    expect(told(captured)).not.toContain('quokka');
    expect(told(captured)).toContain('Not kept: 9 bytes that are no text.');
  });

  test.each([
    ['whole', false],
    ['streamed', true],
  ])('what a policy took out, of which nobody else knows, is kept nowhere: %s', async (_how, streamed) => {
    const content = 'Quokka pays with 4242 4242 4242 4242.';
    const message = { role: 'assistant', content };
    const whole = json({ ...openaiAnswer, choices: [{ ...openaiAnswer.choices[0], message }] });
    const frames = [
      ...pieces(content).map((piece) => chunk({ content: piece })),
      chunk({}, 'stop'),
      'data: [DONE]\n\n',
    ];
    const rules = [{ find: 'Quokka', replace: 'It' }];
    const policy: Hooks = createPolicy(
      { name: policyName, use: 'text-replacement', options: { redacts: true, rules } },
      lentTo(policyName),
    );
    await start(streamed ? sse(frames) : whole, { policy });
    const { body, callId } = await post(chat(), { ...request('Hi Quokka'), stream: streamed }, asking('masked'));
    expect(body).not.toContain('REDACTED');
    const captured = await lens.capture.ended(callId);
    expect(told(captured)).not.toContain('Quokka');
    const record = expectNoSecret(captured);
    expect(record.changedBy).toEqual([policyName]);
    expect(JSON.stringify(record.response?.original.json)).toContain('It pays with [REDACTED:card].');
    expect(record.events.map(({ type }) => type)).toContain('policy.text_replaced');
  });
});

describe('metadata', () => {
  test.each([
    ['whole', false],
    ['streamed', true],
  ])('keeps facts, sizes, times and tokens, and no body: %s', async (_how, streamed) => {
    const usage = { ...openaiAnswer.usage, prompt_tokens_details: { cached_tokens: 1 } };
    const answer = {
      ...openaiAnswer,
      usage,
      choices: [{ ...openaiAnswer.choices[0], message: { role: 'assistant', content: 'A quokka' } }],
    };
    const frames = [
      chunk({ content: 'A quo' }),
      chunk({ content: 'kka' }),
      chunk({}, 'stop'),
      `data: ${JSON.stringify({ id: 'c', choices: [], usage })}\n\n`,
      'data: [DONE]\n\n',
    ];
    await start(streamed ? sse(frames) : json(answer));
    const asked = { ...openaiRequest, stream: streamed, messages: [{ role: 'user', content: 'What is a quokka?' }] };
    const { body, callId } = await post(chat(), asked, asking('metadata'));
    expect(body).toContain('quo');
    const captured = await lens.capture.ended(callId);
    expect(told(captured)).not.toMatch(/quo|kka|What is/);
    const record = callRecordOf(captured);
    expect(record).toMatchObject({
      captureMode: 'metadata',
      status: 'complete',
      finishReason: 'stop',
      finalModel: 'gpt-5',
      httpStatus: 200,
      stream: streamed,
      usage: { inputTokens: 3, outputTokens: 2, cacheReadTokens: 1 },
      request: { bytes: JSON.stringify(asked).length, changed: false },
      response: { bytes: body.length, changed: false },
    });
    expect(record.spans.length).toBeGreaterThan(2);
    expect(record.chunks === null).toBe(!streamed);
    if (streamed) expect(record.chunks).toMatchObject({ firstTokenMs: expect.any(Number) as number });
  });

  test('tells which policies changed it, and not the words of an error', async () => {
    const onRequest: Hooks['onRequest'] = (message) => {
      for (const text of message.texts()) text.replace('A quokka');
    };
    await start(json({ error: { type: 'invalid_request_error', message: 'No quokka here' } }, 400), {
      policy: { onRequest },
    });
    const { callId } = await post(chat(), openaiRequest, asking('metadata'));
    const captured = await lens.capture.ended(callId);
    expect(told(captured)).not.toContain('quokka');
    expect(callRecordOf(captured)).toMatchObject({
      changedBy: [policyName],
      request: { changed: true, changes: 1, steps: null },
      status: 'provider_error',
      errorType: 'invalid_request_error',
      errorMessage: null,
    });
  });
});

describe('the mode of a call', () => {
  test.each([
    ['full', 'masked', 'masked'],
    ['masked', 'full', 'masked'],
    ['masked', 'Metadata', 'metadata'],
    ['metadata', 'masked', 'metadata'],
    ['full', 'full, metadata', 'metadata'],
    ['metadata', undefined, 'metadata'],
  ] as const)('of a route that keeps %s, asked for %s, is %s', async (capture, asked, mode) => {
    await start(json(openaiAnswer), { routes: [{ model: 'gpt-*', upstream: 'openai', policies: null, capture }] });
    const { callId } = await post(chat(), openaiRequest, asked === undefined ? undefined : asking(asked));
    expect((await lens.capture.ended(callId)).start.captureMode).toBe(mode);
    expect(lens.provider.received[0]?.headers['x-luthien-capture']).toBeUndefined();
  });

  test('off leaves nothing, whoever asks for it', async () => {
    await start(json(anthropicAnswer));
    expect((await post(messages(), anthropicRequest, asking('off'))).status).toBe(200);
    expect((await post(messages(), '{', asking('off'))).status).toBe(400);
    expect(lens.capture.calls.size).toBe(0);
  });

  test('spelled wrongly is refused, and nothing of the body is kept', async () => {
    await start(json(openaiAnswer));
    const { status, body, callId } = await post(chat(), { ...openaiRequest, user: 'quokka' }, asking('mask'));
    expect([status, (JSON.parse(body) as { error: { code: string } }).error.code]).toEqual([400, 'bad_capture_mode']);
    const captured = await lens.capture.ended(callId);
    expect(captured.start.captureMode).toBe('metadata');
    expect(told(captured)).not.toContain('quokka');
    expect(lens.provider.received).toEqual([]);
  });

  test('of a call that is refused before its route is known is the least of any route', async () => {
    await start(json(openaiAnswer), {
      routes: [{ model: 'private', upstream: 'openai', policies: null, capture: 'off' }],
    });
    const { callId } = await post(chat(), '{"model": "private", "quokka"');
    const captured = await lens.capture.ended(callId);
    expect(captured.start.captureMode).toBe('metadata');
    expect(told(captured)).not.toContain('quokka');
  });
});

test('a body that can’t be redacted in time is not kept, and counted', async () => {
  const away = () => Promise.reject(new Error('no thread is free'));
  const largeBodies = {
    leastBytes: 1,
    read: () => Promise.resolve({ about: openaiRequest, refusal: null }),
    redact: away,
    facts: away,
  };
  await start(json(openaiAnswer), { largeBodies });
  const { body, callId } = await post(chat(), { ...openaiRequest, user: 'quokka' }, asking('masked'));
  expect(JSON.parse(body)).toEqual(openaiAnswer);
  const captured = await lens.capture.ended(callId);
  expect(told(captured)).toContain('Not kept: it could not be redacted.');
  expect(told(captured)).not.toMatch(/quokka|Hello there/);
  expect(lens.gateway.limitsHit.body_not_redacted).toBe(2);
});

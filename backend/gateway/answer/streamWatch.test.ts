import fc from 'fast-check';
import { anthropicStream, openaiStream } from '../testing/wire';
import { StreamWatch } from './streamWatch';

const watching = (api: 'openai' | 'anthropic', chunks: (string | Buffer)[]): StreamWatch => {
  const watch = new StreamWatch(api, { isLabelled: true, isReadable: true, knowsEnd: true });
  for (const chunk of chunks) watch.push(Buffer.from(chunk));
  return watch;
};
const watched = (...stream: Parameters<typeof watching>): StreamWatch => {
  const watch = watching(...stream);
  watch.finish();
  return watch;
};
const streams = [
  ['openai', openaiStream.join('')],
  ['anthropic', anthropicStream.join('')],
  ['openai', openaiStream.join('').replaceAll('\n', '\r\n')],
  ['anthropic', anthropicStream.join('').replaceAll('\n', '\r\n')],
] as const;

describe('watching a stream go by', () => {
  test.each(streams)('%s: sees the terminal event wherever the bytes are cut', (api, text) => {
    const bytes = Buffer.from(text);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(watched(api, [bytes.subarray(0, cut), bytes.subarray(cut)])).toMatchObject({ ended: true, error: null });
    }
    expect(
      watched(
        api,
        [...bytes].map((byte) => Buffer.of(byte)),
      ),
    ).toMatchObject({ ended: true, error: null });
  });

  test('openai: a stream without [DONE] has not ended, wherever it was cut', () => {
    const bytes = Buffer.from(openaiStream.join(''));
    const done = bytes.indexOf('[DONE]') + '[DONE]'.length;
    for (let cut = 0; cut < done; cut += 1) expect(watched('openai', [bytes.subarray(0, cut)]).ended).toBe(false);
  });

  test('openai: sees the finish reason wherever the bytes are cut', () => {
    const bytes = Buffer.from(openaiStream.slice(0, -1).join(''));
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const watch = watched('openai', [bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(watch.seen(true)).toMatchObject({ finishReason: 'stop', terminal: 'implied' });
    }
    expect(watched('openai', openaiStream.slice(0, 3)).seen(true).terminal).toBe('missing');
  });

  test('openai: text that speaks of a finish reason is none', () => {
    const content = '"finish_reason": "stop"';
    const text = `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: null }] })}\n\n`;
    expect(watched('openai', [text]).seen(true).terminal).toBe('missing');
  });

  test('anthropic: a stream without message_stop has not ended', () => {
    expect(watched('anthropic', anthropicStream.slice(0, -1)).ended).toBe(false);
  });

  test.each([
    ['openai', `data: ${JSON.stringify({ choices: [{ delta: { content: 'say data: [DONE]\n\n and error' } }] })}\n\n`],
    [
      'anthropic',
      `event: content_block_delta\ndata: ${JSON.stringify({ type: 'content_block_delta', delta: { text: '{"type":"message_stop"} {"error":{}}' } })}\n\n`,
    ],
  ] as const)('%s: text that speaks of the end is not the end', (api, event) => {
    expect(watched(api, [event])).toMatchObject({ ended: false, error: null });
  });

  test.each([
    [
      'anthropic',
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
      'overloaded_error',
    ],
    ['openai', 'data: {"error":{"message":"The server had an error","type":"server_error"}}\n\n', 'server_error'],
    [
      'openai',
      'data: {"id":"x","choices":[],"error":{"code":"rate_limited","message":"slow down"}}\n\n',
      'rate_limited',
    ],
    ['openai', 'event: error\ndata: it broke\n\n', 'api_error'],
  ] as const)('%s: an error inside the stream is seen', (api, event, type) => {
    expect(watched(api, [event]).seen(true).error).toMatchObject({ type });
    for (let cut = 1; cut < event.length; cut += 7) {
      expect(watched(api, [event.slice(0, cut), event.slice(cut)]).seen(true).error).toMatchObject({ type });
    }
  });

  test('the end is seen in one chunk with what came before and after it', () => {
    expect(watched('openai', [`${openaiStream.join('')}: bye\n\n`]).ended).toBe(true);
  });

  test('an event too large to look at makes it blind instead of filling the memory', () => {
    const watch = new StreamWatch('openai', { isLabelled: true, isReadable: true, knowsEnd: true });
    watch.push(Buffer.from('data: '));
    for (let mebibytes = 0; mebibytes < 10; mebibytes += 1) watch.push(Buffer.alloc(1024 * 1024, 'x'));
    watch.finish();
    expect(watch).toMatchObject({ blind: true, ended: false });
  });

  test('of an error that is large its beginning is told', () => {
    const error = {
      error: { type: 'server_error', message: `No. ${'x'.repeat(100_000)}` },
      x: Array(100_000).fill({}),
    };
    const told = watched('openai', [`data: ${JSON.stringify(error)}\n\n`]).seen(true).error;
    expect(told).toEqual({ type: 'server_error', message: expect.stringMatching(/^No\. x+…$/) as string });
  });

  test('a large event that no blank line closed counts where its brackets are closed', () => {
    const data = `data: ${JSON.stringify({ choices: [{ delta: { content: '}'.repeat(100_000) }, finish_reason: 'stop' }] })}`;
    expect(watched('openai', [data]).seen(true).finishReason).toBe('stop');
    expect(watched('openai', [data.slice(0, -1)]).seen(true).finishReason).toBeNull();
  });

  test.each([
    ['the Responses API', '{"type":"response.created"}', '{"type":"response.incomplete","response":{}}'],
    ['completions', '{"object":"text_completion","choices":[{"text":"Hi"}]}', '[DONE]'],
  ])('of another path: a stream of %s has an end, which others need not', (_what, first, last) => {
    const terminal = (...data: string[]) => {
      const watch = new StreamWatch('openai', { isLabelled: true, isReadable: true, knowsEnd: false });
      for (const one of data) watch.push(Buffer.from(`data: ${one}\n\n`));
      watch.finish();
      return watch.seen(true).terminal;
    };
    expect(terminal(first, '{"delta":"a"}')).toBe('missing');
    expect(terminal(first, '{"delta":"a"}', last)).toBe('sent');
    expect(terminal('{"delta":"a"}')).toBe('unknown');
  });

  test('an event that ends before its data has come is not whole, a comment is', () => {
    const ended = (last: string) => {
      const watch = new StreamWatch('openai', { isLabelled: true, isReadable: true, knowsEnd: true });
      for (const chunk of [...openaiStream.slice(0, 2), last]) watch.push(Buffer.from(chunk));
      return watch.finish();
    };
    expect(['data', 'data:', 'data: \n', 'event: x\n', 'event: x\ndata: ', 'data: [DO'].map(ended)).toEqual(
      Array(6).fill(false),
    );
    expect(['', ': alive', 'retry: 10\n', 'data: [DONE]', 'data: {}\n'].map(ended)).toEqual(Array(5).fill(true));
  });

  test('property: of large chunks as much is known as of single bytes', () => {
    const filler = Array.from({ length: 300 }, (_, at) => `data: {"choices":[{"delta":{"content":"word ${at}"}}]}`);
    const telling = [
      'data: {"choices":[{"finish_reason":"stop"}]}',
      'data: [DONE]',
      'data: {"error":{"message":"no"}}',
    ];
    const line = fc.constantFrom(
      ...telling,
      ': aside',
      'data: {"type":"message_stop"}',
      'data: {"half":',
      ...filler.slice(0, 4),
    );
    const position = fc.tuple(line, fc.nat(filler.length));
    fc.assert(
      fc.property(
        fc.array(position, { maxLength: 3 }),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(20_000), { maxLength: 3 }),
        fc.constantFrom('openai' as const, 'anthropic' as const),
        (put, end, cuts, api) => {
          const lines = [...filler];
          for (const [one, at] of put) lines.splice(at, 0, one);
          const bytes = Buffer.from(lines.join(end + end));
          const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
          const chunks = edges.slice(1).map((edge, at) => bytes.subarray(edges[at], edge));
          const [inChunks, inBytes] = [
            watching(api, chunks),
            watching(
              api,
              [...bytes].map((byte) => Buffer.of(byte)),
            ),
          ];
          expect(inChunks.heldBytes()).toBe(inBytes.heldBytes());
          expect([inChunks.finish(), inChunks.seen(true)]).toEqual([inBytes.finish(), inBytes.seen(true)]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

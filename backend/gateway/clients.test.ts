import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import OpenAI from 'openai';
import { until } from '../testing/until';
import { sideOf } from './testing/collectCapture';
import { readThenLeave } from './testing/rawClient';
import { json, sse, written } from './testing/standInProvider';
import { startTestGateway, type TestGateway } from './testing/startTestGateway';
import { openaiRequest, openaiStream } from './testing/wire';

let lens: TestGateway;
const start = async (): Promise<void> => {
  lens = await startTestGateway(json({}));
};
afterEach(() => lens.stop());

const chat = (): string => `${lens.url}/v1/chat/completions`;

describe('a client that leaves', () => {
  test('in mid-stream aborts the provider call; what arrived is on record', async () => {
    await start();
    lens.provider.answer = sse(openaiStream.slice(0, 3), { end: false });
    const read = await readThenLeave(chat(), { ...openaiRequest, stream: true }, (text) => text.includes('there'));
    const call = await lens.capture.only();
    expect(call.end).toMatchObject({ status: 'aborted', errorType: 'client_closed', streamed: true });
    expect(sideOf(call, 'upstream')).toBe(read);
    await lens.provider.received[0]?.aborted;
  });

  test('before any answer aborts the provider call', async () => {
    await start();
    lens.provider.answer = () => undefined;
    const leave = new AbortController();
    const openai = new OpenAI({ apiKey: 'k', baseURL: `${lens.url}/v1`, maxRetries: 0 });
    const call = openai.chat.completions.create({ model: 'gpt-5', messages: [] }, { signal: leave.signal });
    await until(() => lens.provider.received[0]);
    leave.abort();
    await expect(call).rejects.toThrow();
    expect((await lens.capture.only()).end).toMatchObject({
      status: 'aborted',
      httpStatus: null,
      upstreamStatus: null,
    });
    await lens.provider.received[0]?.aborted;
    expect(lens.gateway.stats().callsInFlight).toBe(0);
  });

  test('while it still sends its request is on record with what arrived', async () => {
    await start();
    const req = request(chat(), { method: 'POST', headers: { authorization: 'Bearer k', 'content-length': '100' } });
    req.on('error', () => undefined);
    await new Promise((resolve) => req.write('{"model":"gpt-5"', resolve));
    await until(() => lens.gateway.stats().callsInFlight === 1);
    req.destroy();
    const { start: recorded, end } = await lens.capture.only();
    expect(end).toMatchObject({ status: 'aborted', errorType: 'client_closed' });
    expect(Buffer.from(recorded.request.original).toString()).toBe('{"model":"gpt-5"');
  });

  test('right after the terminal event had its whole answer', async () => {
    await start();
    lens.provider.answer = sse(openaiStream, { end: false });
    await readThenLeave(chat(), openaiRequest, (text) => text.includes('[DONE]'));
    expect((await lens.capture.only()).end.status).toBe('complete');
  });
});

describe('a client that reads slowly', () => {
  test('slows the provider down instead of filling the memory', async () => {
    await start();
    const block = Buffer.from(`data: {"x":"${'y'.repeat(64 * 1024)}"}\n\n`);
    const total = 1000 * block.length;
    let sent = 0;
    lens.provider.answer = async (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      for (; sent < total; sent += block.length) await written(res, block);
      res.end('data: [DONE]\n\n');
    };
    let read = 0;
    let furthestAhead = 0;
    const req = request(chat(), { method: 'POST', headers: { authorization: 'Bearer k' } });
    req.end(JSON.stringify(openaiRequest));
    const [res] = (await once(req, 'response')) as [IncomingMessage];
    for await (const chunk of res) {
      if (Buffer.isBuffer(chunk)) read += chunk.length;
      furthestAhead = Math.max(furthestAhead, sent - read);
      // Everybody else in this process gets ahead of the client by so much with each chunk.
      for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    }
    expect(read).toBeGreaterThan(total);
    expect(furthestAhead).toBeLessThan(total / 2);
    expect((await lens.capture.only()).end.status).toBe('complete');
  });
});

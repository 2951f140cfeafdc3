import { request } from 'node:http';
import { connect } from 'node:net';
import express from 'express';
import { until } from '../testing/until';
import { createHttpServer, shutDown } from '.';
import { post, send } from './testing/rawClient';
import { json, silence, sse } from './testing/standInProvider';
import { startTestGateway, type TestGateway } from './testing/startTestGateway';
import { openaiAnswer, openaiRequest, openaiStream } from './testing/wire';

describe('stopping', () => {
  let lens: TestGateway;
  afterEach(() => lens.provider.stop());
  const chat = (): string => `${lens.url}/v1/chat/completions`;
  const received = () => until(() => lens.provider.received[0]);

  test('finishes the calls in flight and takes no new ones', async () => {
    let release = (): void => undefined;
    lens = await startTestGateway(async (res, req) => {
      await new Promise<void>((resolve) => (release = resolve));
      return json(openaiAnswer)(res, req);
    });
    const inFlight = post(chat(), openaiRequest);
    await received();
    const stopped = shutDown(lens.server, lens.gateway, 60_000);
    await expect(post(chat(), openaiRequest)).rejects.toThrow('ECONNREFUSED');
    release();
    expect((await inFlight).status).toBe(200);
    await stopped;
    expect((await lens.capture.only()).end.status).toBe('complete');
  });

  test('ends what takes longer than the grace time: a waiting client is told, the record says interrupted', async () => {
    lens = await startTestGateway(silence);
    const inFlight = post(chat(), openaiRequest);
    await received();
    await shutDown(lens.server, lens.gateway, 30);
    const answer = await inFlight;
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect((await lens.capture.only()).end).toMatchObject({ status: 'interrupted', errorType: 'gateway_stopping' });
    expect(lens.gateway.stats().callsInFlight).toBe(0);
  });

  test('ends a stream with an error event; what arrived is on record', async () => {
    lens = await startTestGateway(sse(openaiStream.slice(0, 2), { end: false }));
    let read = '';
    const onData = (all: string) => void (read = all);
    const inFlight = send(chat(), { body: JSON.stringify(openaiRequest), onData });
    await until(() => read.includes('Hello'));
    await shutDown(lens.server, lens.gateway, 0);
    expect((await inFlight).body).toContain('gateway stopped');
    const { end, parts } = await lens.capture.only();
    expect(end).toMatchObject({ status: 'interrupted', streamed: true });
    expect(parts).not.toHaveLength(0);
  });

  test('refuses a call that comes over a connection from before', async () => {
    lens = await startTestGateway(json(openaiAnswer));
    void lens.gateway.close(100);
    const answer = await post(chat(), openaiRequest);
    expect(answer.status).toBe(503);
    await lens.stop();
  });
});

test('a call that can’t be begun ends its connection, and no other', async () => {
  let isBroken = true;
  const lens = await startTestGateway(json(openaiAnswer), {
    isGatewayToken: () => {
      if (isBroken) throw new Error('broken');
      return false;
    },
  });
  const chat = `${lens.url}/v1/chat/completions`;
  await expect(post(chat, openaiRequest)).rejects.toThrow('socket hang up');
  expect(lens.errors).toEqual([expect.stringContaining('A call could not be begun.')]);
  isBroken = false;
  expect((await post(chat, openaiRequest)).status).toBe(200);
  await lens.stop();
});

describe('the HTTP server', () => {
  const start = async (limits: { headerTimeMs: number; requestTimeMs: number }) => {
    const app = express().disable('x-powered-by');
    app.get('/who', (req, res) => {
      res.json({ ip: typeof req.ip, get: req.get('x-a'), app: req.app === app });
    });
    const limitsHit = { headers_timeout: 0 };
    const server = createHttpServer(app, limits, { takes: () => false, limitsHit });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { server, limitsHit, port: address.port };
  };
  const raw = (port: number, bytes: string): Promise<string> =>
    new Promise((resolve) => {
      let read = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket
        .on('data', (chunk) => (read += chunk.toString()))
        .on('close', () => resolve(read))
        .on('error', () => undefined);
    });

  test('gives Express requests and responses with all that Express adds', async () => {
    const { server, port } = await start({ headerTimeMs: 60_000, requestTimeMs: 60_000 });
    const body = await new Promise((resolve, reject) => {
      request({ port, path: '/who', headers: { 'x-a': 'b' } }, (res) => {
        res.setEncoding('utf8').on('data', resolve);
      })
        .on('error', reject)
        .end();
    });
    expect(JSON.parse(String(body))).toEqual({ ip: 'string', get: 'b', app: true });
    server.close();
    server.closeAllConnections();
  });

  test('ends a connection whose headers do not arrive in time, and counts it', async () => {
    const { server, port, limitsHit } = await start({ headerTimeMs: 200, requestTimeMs: 1000 });
    const answer = await raw(port, 'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n');
    expect(answer).toContain('408 Request Timeout');
    expect(limitsHit.headers_timeout).toBe(1);
    server.close();
  });

  test('says nothing into an answer that has begun: what is no HTTP ends the connection', async () => {
    const app = express().get('/endless', (_req, res) => {
      res.write('an answer that goes on');
    });
    const server = createHttpServer(app, { headerTimeMs: 60_000, requestTimeMs: 60_000 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    let read = '';
    await new Promise<void>((resolve) => {
      const socket = connect(address.port, '127.0.0.1', () => socket.write('GET /endless HTTP/1.1\r\nhost: x\r\n\r\n'));
      socket
        .once('data', () => socket.write('hello\r\n\r\n'))
        .on('data', (chunk) => (read += chunk.toString()))
        .on('close', () => resolve())
        .on('error', () => undefined);
    });
    expect(read).toContain('an answer that goes on');
    expect(read.match(/HTTP\/1\.1/g)).toHaveLength(1);
    server.close();
  });

  test.each([
    ['headers too large', `GET / HTTP/1.1\r\nhost: x\r\nx-big: ${'y'.repeat(40_000)}\r\n\r\n`, '431'],
    ['too many headers', `GET / HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(300)}\r\n`, '431'],
    ['a missing host', 'GET / HTTP/1.1\r\n\r\n', '400'],
    ['an expectation it does not know', 'GET / HTTP/1.1\r\nhost: x\r\nexpect: 200-ok\r\n\r\n', '417'],
    ['bytes that are no HTTP', 'hello\r\n\r\n', '400'],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n', '400'],
    [
      'length and chunks',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n',
      '400',
    ],
  ])('refuses %s in JSON', async (_what, bytes, status) => {
    const { server, port } = await start({ headerTimeMs: 60_000, requestTimeMs: 60_000 });
    const answer = await raw(port, bytes);
    expect(answer.startsWith(`HTTP/1.1 ${status}`)).toBe(true);
    expect(answer).toContain('"error"');
    server.close();
  });
});

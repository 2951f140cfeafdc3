import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A request as it reached the provider. */
interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: Buffer;
  /** Resolves when the gateway closed the connection before the answer was complete. */
  aborted: Promise<void>;
}

export type Answer = (res: ServerResponse, request: Received) => void | Promise<void>;

export interface StandInProvider {
  url: string;
  received: Received[];
  /** What it answers from now on. */
  answer: Answer;
  stop(): Promise<void>;
}

/** A provider on loopback that answers as each test tells it, badly where it must. */
export async function startStandIn(answer: Answer): Promise<StandInProvider> {
  const server = createServer((req, res) => {
    void serve(req, res);
  });
  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const aborted = new Promise<void>((resolve) => {
      res.on('close', () => {
        if (!res.writableFinished) resolve();
      });
    });
    const chunks: Buffer[] = [];
    for await (const chunk of req) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const { method = '', url = '', headers, rawHeaders } = req;
    const request = { method, url, headers, rawHeaders, body: Buffer.concat(chunks), aborted };
    provider.received.push(request);
    await provider.answer(res, request);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const provider: StandInProvider = {
    url: `http://127.0.0.1:${port}`,
    received: [],
    answer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}

/** A whole JSON answer. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return (res) => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  };
}

/** An event stream in these chunks, one write each, then its end. With `dripMs` it takes so long for each. */
export function sse(chunks: readonly (string | Buffer)[], { dripMs = 0, end = true } = {}): Answer {
  return async (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-request-id': 'req_1' });
    for (const chunk of chunks) {
      if (res.destroyed) return;
      await written(res, chunk);
      if (dripMs > 0) await wait(dripMs);
    }
    if (end) res.end();
  };
}

/** Writes a chunk; resolves when it has left, or never will. */
export function written(res: ServerResponse, chunk: string | Buffer): Promise<void> {
  return new Promise((resolve) => {
    res.write(chunk, () => resolve());
  });
}

/** The stream, then the connection is reset in the middle of it. */
export function cutSse(chunks: readonly (string | Buffer)[]): Answer {
  return async (res, request) => {
    await sse(chunks, { end: false })(res, request);
    res.destroy();
  };
}

/** Takes the request and never answers. */
export const silence: Answer = () => undefined;

/** Takes the request and closes the connection. */
export const hangUp: Answer = (res) => {
  res.destroy();
};

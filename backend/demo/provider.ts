import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { isObject, type Json, type JsonObject } from '@lens/core/json';
import { anthropicAnswer, anthropicError, anthropicEvents, padded } from './anthropicWire';
import { openaiAnswer, openaiChunks, openaiError } from './openaiWire';
import { sceneFor, type Scene } from './scene';

export interface DemoProvider {
  url: string;
  stop(): Promise<void>;
}

const models = ['demo-gpt', 'demo-claude'];

/**
 * A provider that speaks the true wire formats of both APIs, streams included, and answers from a script: for the demo
 * of `npm start` and for tests, where the paid APIs cannot be. Listens on loopback; port 0 takes a free one.
 */
export async function startDemoProvider(port = 0): Promise<DemoProvider> {
  let answered = 0;
  const server = createServer((req, res) => {
    answered += 1;
    answer(req, res, answered).catch((error: unknown) => res.destroy(error instanceof Error ? error : undefined));
  });
  await listen(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve();
    });
  });
}

async function answer(req: IncomingMessage, res: ServerResponse, count: number): Promise<void> {
  const body = await readJson(req);
  if (body === null) {
    sendJson(res, 400, openaiError('invalid_request_error', 'The demo provider could not read the body as JSON.'));
    return;
  }
  const route = `${req.method ?? ''} ${(req.url ?? '').split('?')[0] ?? ''}`;
  const id = `demo_${count.toString().padStart(6, '0')}`;
  res.setHeader('x-request-id', `req_${id}`);
  res.setHeader('request-id', `req_${id}`);
  if (route === 'POST /v1/chat/completions') return answerOpenai(res, body, `chatcmpl-${id}`);
  if (route === 'POST /v1/messages') return answerAnthropic(res, body, `msg_${id}`);
  if (route === 'POST /v1/messages/count_tokens') {
    sendJson(res, 200, { input_tokens: 42 });
    return;
  }
  if (route === 'GET /v1/models') {
    sendJson(res, 200, {
      object: 'list',
      data: models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'demo' })),
    });
    return;
  }
  sendJson(res, 404, openaiError('not_found_error', `The demo provider has no ${route}.`));
}

async function answerOpenai(res: ServerResponse, body: JsonObject, id: string): Promise<void> {
  const scene = sceneFor(lastText(body));
  const model = textOf(body.model);
  const created = Math.floor(Date.now() / 1000);
  if (scene.fails) {
    sendFailure(res, scene, openaiError(scene.fails.type, scene.fails.message));
    return;
  }
  if (body.stream !== true) {
    await wait(scene.pieceMs * 4);
    sendJson(res, 200, openaiAnswer(scene, model, id, created));
    return;
  }
  const withUsage = isObject(body.stream_options) && body.stream_options.include_usage === true;
  const lines = openaiChunks(scene, model, id, created, withUsage).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
  const failed = `data: ${JSON.stringify(openaiError('server_error', 'The server is overloaded.'))}\n\n`;
  return stream(res, scene, [...lines, 'data: [DONE]\n\n'], failed);
}

async function answerAnthropic(res: ServerResponse, body: JsonObject, id: string): Promise<void> {
  const scene = sceneFor(lastText(body));
  const model = textOf(body.model);
  if (scene.fails) {
    sendFailure(res, scene, anthropicError(scene.fails.type, scene.fails.message, `req_${id}`));
    return;
  }
  if (body.stream !== true) {
    await wait(scene.pieceMs * 4);
    sendJson(res, 200, anthropicAnswer(scene, model, id));
    return;
  }
  const events = anthropicEvents(scene, model, id).map(
    (event, at) => `event: ${textOf(event.type)}\ndata: ${padded(event, at)}\n\n`,
  );
  const failed = `event: error\ndata: ${JSON.stringify(anthropicError('overloaded_error', 'Overloaded', `req_${id}`))}\n\n`;
  return stream(res, scene, events, failed);
}

async function stream(res: ServerResponse, scene: Scene, events: string[], failed: string): Promise<void> {
  res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  res.flushHeaders();
  for (const [at, event] of events.entries()) {
    await wait(scene.pieceMs);
    if (res.destroyed) return;
    if (scene.cutAfter === at) {
      res.destroy();
      return;
    }
    if (scene.errorAfter === at) {
      res.end(failed);
      return;
    }
    res.write(event);
  }
  res.end();
}

function sendFailure(res: ServerResponse, scene: Scene, body: JsonObject): void {
  if (scene.fails?.retryAfterSeconds !== undefined) res.setHeader('retry-after', String(scene.fails.retryAfterSeconds));
  sendJson(res, scene.fails?.status ?? 500, body);
}

function sendJson(res: ServerResponse, status: number, body: JsonObject): void {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}

const decoders = new Map<string, (sent: Buffer) => Buffer>([
  ['gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
  ['zstd', zstdDecompressSync],
]);

/** The body as it was before a client compressed it; null when it is no JSON. */
async function readJson(req: IncomingMessage): Promise<JsonObject | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const sent = Buffer.concat(chunks);
  try {
    const text = (decoders.get(req.headers['content-encoding'] ?? '')?.(sent) ?? sent).toString();
    const body: unknown = text === '' ? {} : JSON.parse(text);
    return isObject(body) ? body : {};
  } catch {
    // The client's mistake, and told as one.
    return null;
  }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The text of the last message of the user, or of a tool: content is a text or a list of parts, which hold some. */
function lastText(body: JsonObject): string {
  const messages: Json[] = Array.isArray(body.messages) ? body.messages : [];
  const last = messages.findLast(
    (message) => isObject(message) && (message.role === 'user' || message.role === 'tool'),
  );
  return isObject(last) ? contentText(last.content) : '';
}

function contentText(content: Json | undefined): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part) => (isObject(part) ? contentText(part.text ?? part.content) : '')).join('\n');
}

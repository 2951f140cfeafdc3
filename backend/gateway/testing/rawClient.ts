import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

export interface RawAnswer {
  status: number;
  statusText: string;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
  callId: string;
  /** The connection was lost before the answer was complete. */
  cut: boolean;
}

export interface RawRequest {
  method?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  /** Told of all that was read so far, when more of the answer is there. */
  onData?: (read: string) => void;
}

const ownKey = { authorization: 'Bearer sk-own' };

/** Sends exactly these bytes; a credential of the caller's own unless `headers` brings another. */
export function send(
  url: string,
  { method = 'POST', headers = ownKey, body = '', onData }: RawRequest = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers: { ...lengthOf(method, body, headers), ...headers },
      maxHeaderSize: 64 * 1024,
    };
    const req = request(url, options, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        onData?.(Buffer.concat(chunks).toString());
      });
      res.on('error', () => undefined);
      res.on('close', () => resolve(answerOf(res, Buffer.concat(chunks))));
    });
    req.on('error', reject).end(body);
  });
}

/** JSON to one of the main routes with the caller's own key. */
export function post(url: string, body: unknown, headers: Record<string, string> = ownKey): Promise<RawAnswer> {
  const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return send(url, { headers: { 'content-type': 'application/json', ...headers }, body: bytes });
}

/** Reads a stream until `enough` says so, then drops the connection. Gives what it read. */
export function readThenLeave(url: string, body: unknown, enough: (read: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const req = request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...ownKey } }, (res) => {
      let read = '';
      res.on('error', () => undefined);
      res.on('data', (chunk: Buffer) => {
        read += chunk.toString();
        if (!enough(read)) return;
        req.destroy();
        resolve(read);
      });
    });
    req.on('error', reject).end(JSON.stringify(body));
  });
}

function lengthOf(method: string, body: string | Buffer, headers: object): Record<string, string> {
  if (method === 'GET' || method === 'HEAD' || 'transfer-encoding' in headers) return {};
  return { 'content-length': String(Buffer.byteLength(body)) };
}

function answerOf(res: IncomingMessage, bytes: Buffer): RawAnswer {
  return {
    status: res.statusCode ?? 0,
    statusText: res.statusMessage ?? '',
    headers: res.headers,
    body: bytes.toString(),
    bytes,
    callId: String(res.headers['x-luthien-call-id']),
    cut: !res.complete,
  };
}

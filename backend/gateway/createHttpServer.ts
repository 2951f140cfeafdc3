import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';
import type { LimitsConfig } from '../config';
import type { LimitsHit } from './limits';

/** Beyond the gateway's own limit for a body, as the last resort where no call exists yet. */
const REQUEST_TIME_SLACK_MS = 5000;
const CHECK_INTERVAL_MS = 1000;
const MAX_HEADER_BYTES = 32 * 1024;
const MAX_HEADERS = 200;
/** Longer than load balancers (60 s) and clients keep a connection, so that they close it: else a call may be sent into its end. */
const KEEP_ALIVE_MS = 75_000;

interface CallTaker {
  /** Takes what needs no routing; false for what the application is to route. */
  takes(req: IncomingMessage, res: ServerResponse): boolean;
  readonly limitsHit: Pick<LimitsHit, 'headers_timeout'>;
}

/**
 * An HTTP server for an Express application, with the limits on headers set.
 *
 * Express changes the prototype of every request and response, which costs more than all of its routing. Objects that
 * are born with the application's prototypes make that change a no-op; hence the two classes.
 */
export function createHttpServer(
  app: Express,
  limits: Pick<LimitsConfig, 'headerTimeMs' | 'requestTimeMs'>,
  gateway?: CallTaker,
): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse<AppRequest> {}
  adopt(app, AppRequest.prototype, 'request');
  adopt(app, AppResponse.prototype, 'response');
  const server = createServer(
    {
      IncomingMessage: AppRequest,
      ServerResponse: AppResponse,
      headersTimeout: limits.headerTimeMs,
      requestTimeout: Math.max(limits.requestTimeMs, limits.headerTimeMs) + REQUEST_TIME_SLACK_MS,
      connectionsCheckingInterval: Math.min(CHECK_INTERVAL_MS, limits.headerTimeMs),
      maxHeaderSize: MAX_HEADER_BYTES,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // Node's own refusal says nothing.
      requireHostHeader: false,
    },
    (req, res) => {
      if (req.headers.host === undefined && req.httpVersion === '1.1') refuseHead(res, 400, noHost);
      else if (gateway?.takes(req, res) !== true) app(req, res);
    },
  );
  server.on('checkExpectation', (_req, res) => refuseHead(res, 417, unknownExpectation));
  server.maxHeadersCount = MAX_HEADERS;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && gateway !== undefined) gateway.limitsHit.headers_timeout += 1;
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) socket.destroy();
    else socket.end(protocolError(error.code));
  });
  return server;
}

/** In the middle of an answer, where a second one would pass for a part of it. Node keeps the answer it is at in the socket. */
function isAnswering(socket: Duplex): boolean {
  return '_httpMessage' in socket && socket._httpMessage instanceof ServerResponse && socket._httpMessage.headersSent;
}

/** Puts `prototype` below the application's own and makes it the application's: what Express sets is then already so. */
function adopt(app: Express, prototype: object, kind: 'request' | 'response'): void {
  Object.setPrototypeOf(prototype, app[kind]);
  Object.defineProperty(app, kind, { value: prototype, configurable: true, writable: true, enumerable: true });
}

const noHost = 'The request has no Host header, which HTTP/1.1 demands. Send one.';
const unknownExpectation = 'The request expects something else than 100-continue. Send it without the Expect header.';

function refuseHead(res: ServerResponse, status: number, message: string): void {
  const body = errorBody(message);
  const length = Buffer.byteLength(body);
  res
    .writeHead(status, { 'content-type': 'application/json', 'content-length': length, connection: 'close' })
    .end(body);
}

/** No call exists, so it has no call id and no API's shape. */
function errorBody(message: string): string {
  return JSON.stringify({ error: { type: 'invalid_request_error', message } });
}

/** The answer to bytes that are no HTTP request. */
function protocolError(code: string | undefined): string {
  const [status, message] = describe(code);
  const body = errorBody(message);
  return `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
}

function describe(code: string | undefined): [string, string] {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return [
      '431 Request Header Fields Too Large',
      `The headers are larger than ${MAX_HEADER_BYTES} bytes, or more than ${MAX_HEADERS}. Send fewer.`,
    ];
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return ['408 Request Timeout', 'The request did not arrive in time. Send it faster.'];
  }
  return ['400 Bad Request', `The request is not valid HTTP (${code ?? 'unknown'}).`];
}

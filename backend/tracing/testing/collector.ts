import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js';
import { decodeOtlp, type ReceivedSpan } from './decodeOtlp';

/** A collector that speaks OTLP as one does, and answers as the test says. */
export interface Collector {
  /** Of the place that exports go to. */
  url: string;
  spans: () => ReceivedSpan[];
  /** The bodies, as they came. */
  bodies: () => string[];
  headers: () => IncomingMessage['headers'][];
  /** From now on: a status, or no answer at all. */
  answerWith: (answer: number | 'never' | 'in part') => void;
  requests: () => number;
  stop: () => Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  let answer: number | 'never' | 'in part' = 200;
  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      headers.push(req.headers);
      if (answer === 'never') return;
      if (answer === 200) {
        const raw = Buffer.concat(chunks);
        const body = req.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
        bodies.push(body.toString());
        if (req.headers['content-type'] === 'application/x-protobuf') spans.push(...decodeOtlp(body));
      }
      const status = answer === 'in part' ? 200 : answer;
      res.writeHead(status, { 'content-type': 'application/x-protobuf' }).end(answer === 'in part' ? tookInPart : '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => spans,
    bodies: () => bodies,
    headers: () => headers,
    answerWith: (next) => (answer = next),
    requests: () => headers.length,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An `ExportTraceServiceResponse`: two spans were rejected, and the reason is `hi`. */
const tookInPart = Buffer.from([0x0a, 0x06, 0x08, 0x02, 0x12, 0x02, 0x68, 0x69]);

const exportMethod = {
  path: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  requestStream: false,
  responseStream: false,
  requestDeserialize: decodeOtlp,
  requestSerialize: () => Buffer.alloc(0),
  responseSerialize: () => Buffer.alloc(0),
  responseDeserialize: () => undefined,
};

export async function startGrpcCollector() {
  const spans: ReceivedSpan[] = [];
  let code = 0;
  const server = new GrpcServer();
  server.addService(
    { export: exportMethod },
    {
      export: (call: { request: ReceivedSpan[] }, done: (error: object | null, value: object) => void) => {
        if (code === 0) spans.push(...call.request);
        done(code === 0 ? null : { code, message: 'no' }, {});
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => spans,
    answerWith: (next: number) => (code = next),
    stop: () => server.forceShutdown(),
  };
}

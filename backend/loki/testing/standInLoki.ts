import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

/** As Loki's API documents it: anything else it answers with 400. */
const pushSchema = z.strictObject({
  streams: z.array(
    z.strictObject({
      stream: z
        .record(z.string().regex(/^[a-zA-Z_]\w*$/), z.string())
        .refine((labels) => Object.keys(labels).length > 0),
      values: z.array(
        z.union([
          z.tuple([z.string().regex(/^\d{19}$/), z.string()]),
          z.tuple([z.string().regex(/^\d{19}$/), z.string(), z.record(z.string(), z.string())]),
        ]),
      ),
    }),
  ),
});

export interface StandInLoki {
  url: string;
  /** What it took: each line with its labels and structured metadata. */
  lines: { labels: Record<string, string>; metadata: Record<string, string>; line: string }[];
  headers: IncomingHttpHeaders[];
  /** What it answers from now on; null for what Loki would. */
  answers: number | null;
  /** What it says with it. */
  says: string;
  stop(): Promise<void>;
}

/** Speaks the push API as Loki does, on loopback. */
export async function startStandInLoki(): Promise<StandInLoki> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      loki.headers.push(req.headers);
      const isPush = req.method === 'POST' && req.url === '/loki/api/v1/push';
      res.statusCode = loki.answers ?? (isPush ? take(Buffer.concat(chunks), req.headers) : 404);
      res.end(loki.says);
    });
  });

  function take(body: Buffer, headers: IncomingHttpHeaders): number {
    if (headers['content-type'] !== 'application/json') return 415;
    const text = headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString();
    const push = pushSchema.safeParse(JSON.parse(text));
    if (!push.success) return 400;
    for (const { stream, values } of push.data.streams) {
      for (const [, line, metadata = {}] of values) loki.lines.push({ labels: stream, metadata, line });
    }
    return 204;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const loki: StandInLoki = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines: [],
    headers: [],
    answers: null,
    says: '',
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return loki;
}

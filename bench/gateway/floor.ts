import { createServer } from 'node:http';
import { Pool } from 'undici';

/** What a Node proxy costs at the least: bare `node:http` in, undici `dispatch` out, bytes passed through. */
const upstream = new Pool(process.argv[2] ?? '', { connections: 64, pipelining: 1 });

const server = createServer((req, res) => {
  const parts: Buffer[] = [];
  req.on('data', (part: Buffer) => parts.push(part));
  req.on('end', () => {
    const headers = { 'content-type': 'application/json' };
    upstream.dispatch(
      { path: req.url ?? '/', method: 'POST', headers, body: Buffer.concat(parts) },
      {
        onRequestStart() {
          // Nothing to do before the answer.
        },
        onResponseStart(_controller, status, answerHeaders) {
          res.writeHead(status, { 'content-type': String(answerHeaders['content-type']) });
        },
        onResponseData(controller, data) {
          if (!res.write(data)) {
            controller.pause();
            res.once('drain', () => controller.resume());
          }
        },
        onResponseEnd() {
          res.end();
        },
        onResponseError() {
          res.destroy();
        },
      },
    );
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.({ url: `http://127.0.0.1:${address.port}` });
});
process.on('disconnect', () => process.exit());

import { createServer } from 'node:http';

/** A collector, a Loki and whatever else telemetry is posted to: takes everything, and keeps nothing. */
const server = createServer((req, res) => {
  req.resume();
  req.on('end', () => res.writeHead(req.url?.startsWith('/loki') ? 204 : 200).end());
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.({ url: `http://127.0.0.1:${address.port}` });
});
process.on('disconnect', () => process.exit());

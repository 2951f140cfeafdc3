import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { freePort } from '../../support/freePort';

/** What contact points send to, as a chat and a pager would take it. */
export interface Receiver {
  url: string;
  /** All so far. */
  notes: { path: string; body: string }[];
  stop(): void;
}

export async function startReceiver(): Promise<Receiver> {
  const notes: Receiver['notes'] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      notes.push({ path: request.url ?? '', body });
      response.end('ok');
    });
  });
  const port = await freePort();
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${port}`,
    notes,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

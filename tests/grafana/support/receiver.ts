import { text } from 'node:stream/consumers';
import { serve } from '../../../backend/auth/testing/serve';

/** What contact points send to, as a chat and a pager would take it. */
export interface Receiver {
  url: string;
  /** All so far. */
  notes: { path: string; body: string }[];
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const notes: Receiver['notes'] = [];
  const { url, close } = await serve((request, response) => {
    text(request).then(
      (body) => {
        notes.push({ path: request.url ?? '', body });
        response.end('ok');
      },
      () => response.destroy(),
    );
  });
  return { url, notes, stop: close };
}

import { createSseDecoder } from '@lens/core/formats';
import { until } from '../../testing/until';

/** One event of a stream, with its id. */
interface Received {
  event: string;
  id: string | null;
  data: Record<string, unknown>;
}

export interface SseClient {
  status: number;
  headers: Headers;
  received: Received[];
  /** The messages alone. */
  messages(): Received[];
  /** Waits until so many messages are there. */
  untilMessages(count: number): Promise<Received[]>;
  closed: Promise<void>;
  close(): void;
}

/** Follows a stream of server-sent events as a browser does. */
export async function openSse(url: string, headers: Record<string, string> = {}): Promise<SseClient> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const received: Received[] = [];
  const closed = read(response, received).catch(() => undefined);
  const messages = () => received.filter(({ event }) => event === '');
  return {
    status: response.status,
    headers: response.headers,
    received,
    messages,
    untilMessages: (count) => until(() => (messages().length >= count ? messages() : null)),
    closed,
    close: () => abort.abort(),
  };
}

async function read(response: Response, received: Received[]): Promise<void> {
  const decoder = createSseDecoder();
  for await (const bytes of response.body ?? []) {
    for (const { event, data, raw } of decoder.push(bytes)) {
      if (data === '') continue;
      const id = /^id: (.*)$/m.exec(Buffer.from(raw).toString())?.[1] ?? null;
      received.push({ event, id, data: JSON.parse(data) as Record<string, unknown> });
    }
  }
}

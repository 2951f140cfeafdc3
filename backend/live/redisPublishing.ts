import type { Redis } from 'ioredis';
import type { BusStats } from './bus';

/** What is sent and not answered yet may take so much; beyond it messages are left out. */
const mostUnansweredBytes = 4 * 1024 * 1024;

export interface Publishing {
  publish: (messages: readonly string[]) => void;
  stats: () => BusStats;
}

/** Sends messages as far as the server takes them now. */
export function publishOver(redis: Redis, channel: string, failed: (error: unknown) => void): Publishing {
  let unansweredBytes = 0;
  let published = 0;
  let unpublished = 0;

  async function send(messages: readonly string[]): Promise<void> {
    const pipeline = redis.pipeline();
    for (const message of messages) pipeline.publish(channel, message);
    let refused = messages.length;
    try {
      const errors = (await pipeline.exec())?.flatMap(([error]) => error ?? []) ?? [];
      refused = errors.length;
      if (errors[0] !== undefined) failed(errors[0]);
    } catch (error) {
      failed(error);
    }
    published += messages.length - refused;
    unpublished += refused;
  }

  return {
    publish(messages) {
      const bytes = messages.reduce((sum, { length }) => sum + length, 0);
      if (bytes === 0) return;
      if (redis.status !== 'ready' || unansweredBytes + bytes > mostUnansweredBytes) {
        unpublished += messages.length;
        return;
      }
      unansweredBytes += bytes;
      void send(messages).finally(() => (unansweredBytes -= bytes));
    },
    stats: () => ({ published, unpublished }),
  };
}

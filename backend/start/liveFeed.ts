import { randomBytes } from 'node:crypto';
import type { LensConfig } from '../config';
import { createLiveFeed, createRedisBus, noBus, type LiveFeed, type StreamLimitsHit } from '../live';
import type { Log } from '../log';

export interface Live {
  feed: LiveFeed;
  limitsHit: StreamLimitsHit;
}

/** What happens to calls as it happens, over Redis where there is one. */
export function openLiveFeed({ live }: Pick<LensConfig, 'live'>, log: Log): Live {
  const { redisUrl: url, redisPrefix: prefix, historyMessages: messages, historyBytes: bytes } = live;
  const feed = createLiveFeed({
    gateway: randomBytes(6).toString('hex'),
    history: { messages, bytes },
    connectBus: (events) => (url === null ? noBus : createRedisBus({ url, prefix: prefix ?? '', log }, events)),
    now: Date.now,
  });
  return { feed, limitsHit: { live_streams: 0, live_streams_of_reader: 0, live_reader_too_slow: 0 } };
}

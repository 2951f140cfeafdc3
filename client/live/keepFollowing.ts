import type { LiveConnection } from '@lens/viewer/live';
import { ApiError, type ActivityEvent, type LensApi } from '../api';

interface FeedEvents {
  events(events: ActivityEvent[]): void;
  connection(connection: LiveConnection): void;
}

const firstPauseMs = 500;
const longestPauseMs = 15_000;
/** Who has as many open as he may has to close one first. */
const fullPauseMs = 30_000;
/** What a page that is opened shows from before. */
const recent = 200;

/** The last event that was had; of several attempts the same. */
export interface FeedPosition {
  after: string | null;
}

/** Follows the feed until `signal` ends it: what breaks is opened again, after the last event that was had. */
export async function keepFollowing(
  api: LensApi,
  feed: FeedEvents,
  position: FeedPosition,
  signal: AbortSignal,
): Promise<void> {
  let pauseMs = firstPauseMs;
  const onEvents = (events: ActivityEvent[]): void => {
    for (const event of events) if ('id' in event && event.id !== null) position.after = event.id;
    pauseMs = firstPauseMs;
    feed.connection({ state: 'live' });
    feed.events(events);
  };
  feed.connection({ state: 'connecting' });
  for (;;) {
    try {
      await api.followActivity({ ...position, recent }, onEvents, signal);
    } catch (error) {
      if (isOver(signal)) return;
      const status = error instanceof ApiError ? error.status : null;
      const why = error instanceof Error ? error.message : String(error);
      if (status === 401 || status === 403) {
        feed.connection({ state: 'refused', why });
        return;
      }
      feed.connection({ state: 'waiting', why });
      await pause(status === 429 ? fullPauseMs : pauseMs, signal);
      if (isOver(signal)) return;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }
}

/** Asked anew each time: it changes while something is waited for. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = (): void => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}

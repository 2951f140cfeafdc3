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

/** Follows the feed until `signal` ends it: what breaks is opened again, after the last event that was had. */
export async function keepFollowing(api: LensApi, feed: FeedEvents, signal: AbortSignal): Promise<void> {
  let after: string | null = null;
  let pauseMs = firstPauseMs;
  const onEvents = (events: ActivityEvent[]): void => {
    after = events.reduce((id, event) => ('id' in event && event.id !== null ? event.id : id), after);
    pauseMs = firstPauseMs;
    feed.connection({ state: 'live' });
    feed.events(events);
  };
  feed.connection({ state: 'connecting' });
  for (;;) {
    try {
      await api.followActivity({ after, recent }, onEvents, signal);
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

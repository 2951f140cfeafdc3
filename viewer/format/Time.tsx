import { formatAgo, formatLocal, formatUtc, formatUtcClock } from './formatTime';
import { useClock } from './useClock';

interface TimeProps {
  /** ISO 8601. */
  at: string;
  /** To the second, as in columns of many; the exact time and its age are on hover. */
  brief?: boolean;
}

/**
 * A moment. The server knows no time zone, so it writes UTC; the browser shows the reader's own once it runs, with UTC
 * on hover. Both render the same first, so hydration finds what it expects.
 */
export function Time({ at, brief = false }: TimeProps) {
  const now = useClock();
  const local = now === null ? null : formatLocal(at, now);
  const exact = [now === null ? null : formatAgo(at, now), local, formatUtc(at)].filter((told) => told !== null);
  const shown = local ?? formatUtcClock(at);
  return (
    <time dateTime={at} title={brief ? exact.join(' · ') : formatUtc(at)}>
      {brief ? withoutMillis(shown) : shown}
    </time>
  );
}

/** Times of a clock end in the thousandths, where they have any. */
function withoutMillis(time: string): string {
  return time.replace(/\.\d{3}$/, '');
}

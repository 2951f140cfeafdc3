import { formatAgo, formatLocal, formatUtc, formatUtcClock } from './formatTime';
import { useClock } from './useClock';

interface TimeProps {
  /** ISO 8601. */
  at: string;
  /** `4 min ago` while it is younger than an hour. */
  relative?: boolean;
}

/**
 * A moment. The server knows no time zone, so it writes UTC; the browser shows the reader's own once it runs, with UTC
 * on hover. Both render the same first, so hydration finds what it expects.
 */
export function Time({ at, relative = false }: TimeProps) {
  const now = useClock();
  const local = now === null ? null : formatLocal(at, now);
  const ago = now !== null && relative ? formatAgo(at, now) : null;
  const title = ago === null || local === null ? formatUtc(at) : `${local} · ${formatUtc(at)}`;
  return (
    <time dateTime={at} title={title}>
      {ago ?? local ?? formatUtcClock(at)}
    </time>
  );
}

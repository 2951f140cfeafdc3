import { intervalOf, totalLength, union, type Interval } from './intervals';
import { busyMsOf, spanCategory } from './spanCategory';
import type { Span } from './types';

/** How a call's time divides, in milliseconds; provider, policies and own add up to `total`. */
export interface TimeShares {
  total: number;
  /** Waiting for or receiving from the provider. */
  provider: number;
  /** Policies at work while the provider was not. */
  policies: number;
  /** The rest: what the gateway itself added. */
  own: number;
  /** Policies at work on a stream while it arrived; part of `provider` already. */
  policiesInStream: number;
}

/** Null when there is no root span to measure against. */
export function timeShares(spans: readonly Span[]): TimeShares | null {
  const [root] = spans.filter((span) => span.parentId === null).sort((a, b) => b.durationMs - a.durationMs);
  if (!root) return null;
  const whole = intervalOf(root);
  const working = spans.filter((span) => busyMsOf(span) === null);
  const inside = (wanted: readonly string[]): Interval[] =>
    working.filter((span) => wanted.includes(spanCategory(span))).map((span) => cut(intervalOf(span), whole));
  const provider = totalLength(union(inside(['provider'])));
  const both = totalLength(union(inside(['provider', 'policy'])));
  const policiesInStream = spans.reduce((sum, span) => sum + (busyMsOf(span) ?? 0), 0);
  return { total: root.durationMs, provider, policies: both - provider, own: root.durationMs - both, policiesInStream };
}

function cut({ start, end }: Interval, whole: Interval): Interval {
  return { start: Math.max(start, whole.start), end: Math.min(end, whole.end) };
}

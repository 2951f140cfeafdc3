import type { Realtime } from '@lens/core/api';
import { isProviderFailure, type CallListener, type StoredSummary } from '../../call';
import { bucketCount, bucketOf, quantileOf } from './latencies';

const rateSeconds = 60;
const windowSeconds = 300;

/** How the gateway does now, counted as it goes. */
export interface RealtimeCounts {
  listener: CallListener;
  onStored: (calls: readonly StoredSummary[]) => void;
  read: () => Omit<Realtime, 'hallucination_rate'>;
}

/** A second of what the gateway did. */
interface Second {
  at: number;
  calls: number;
  errors: number;
  latencyMs: number;
  latencies: Uint32Array;
  inputTokens: number;
  cachedTokens: number;
}

/**
 * Counts by seconds, in a ring of them: as much memory and as little work for each call whatever the traffic.
 *
 * @param now milliseconds of a clock that nobody sets
 */
export function createRealtime(now: () => number): RealtimeCounts {
  const ring = Array.from({ length: windowSeconds }, emptySecond);

  function current(): Second {
    const at = Math.floor(now() / 1000);
    const second = (ring[at % windowSeconds] ??= emptySecond());
    if (second.at !== at) beginAnew(second, at);
    return second;
  }

  function within(seconds: number): Second[] {
    const last = Math.floor(now() / 1000);
    return ring.filter(({ at }) => at > last - seconds && at <= last);
  }

  return {
    listener: {
      name: 'realtime',
      ended(_call, { status, httpStatus, durationMs }) {
        const second = current();
        const bucket = bucketOf(durationMs);
        second.calls += 1;
        second.latencyMs += durationMs;
        second.latencies[bucket] = (second.latencies[bucket] ?? 0) + 1;
        if (isProviderFailure(status) || (httpStatus ?? 0) >= 500) second.errors += 1;
      },
    },
    onStored(calls) {
      const second = current();
      for (const { inputTokens, cacheReadTokens } of calls) {
        second.inputTokens += inputTokens ?? 0;
        second.cachedTokens += cacheReadTokens ?? 0;
      }
    },
    read() {
      const window = within(windowSeconds);
      const calls = sumOf(window, 'calls');
      return {
        queries_per_second: sumOf(within(rateSeconds), 'calls') / rateSeconds,
        avg_latency_ms: ratio(sumOf(window, 'latencyMs'), calls),
        p95_latency_ms: quantileOf(addedUp(window), 0.95),
        error_rate: ratio(sumOf(window, 'errors'), calls),
        cache_hit_rate: ratio(sumOf(window, 'cachedTokens'), sumOf(window, 'inputTokens')),
      };
    },
  };
}

function emptySecond(): Second {
  const latencies = new Uint32Array(bucketCount);
  return { at: -1, calls: 0, errors: 0, latencyMs: 0, latencies, inputTokens: 0, cachedTokens: 0 };
}

function beginAnew(second: Second, at: number): void {
  second.latencies.fill(0);
  Object.assign(second, { at, calls: 0, errors: 0, latencyMs: 0, inputTokens: 0, cachedTokens: 0 });
}

function sumOf(seconds: readonly Second[], figure: Exclude<keyof Second, 'at' | 'latencies'>): number {
  return seconds.reduce((sum, second) => sum + second[figure], 0);
}

function addedUp(seconds: readonly Second[]): Uint32Array {
  const counts = new Uint32Array(bucketCount);
  for (const { latencies } of seconds)
    latencies.forEach((count, bucket) => (counts[bucket] = (counts[bucket] ?? 0) + count));
  return counts;
}

/** Null where there is nothing to be a part of. */
function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

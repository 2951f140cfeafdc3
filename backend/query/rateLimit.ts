import type { RequestHandler } from 'express';
import { principalKey, type Auth } from '../auth';
import { sendProblem } from '../http';

export interface RateLimitOptions {
  perMinute: number;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  principalOf: Auth['principalOf'];
  /** Counts the requests that were refused. */
  limitsHit?: { rate_limited: number };
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * A token bucket for each token or sign-in: a full minute's worth at once, refilled evenly. Who gives
 * names are the configuration and sign-in links, so the map stays small.
 */
export function createRateLimit({ perMinute, now, principalOf, limitsHit }: RateLimitOptions): RequestHandler {
  const buckets = new Map<string, Bucket>();
  return (req, res, next) => {
    const principal = principalOf(req);
    const name = principalKey(principal);
    const time = now();
    const before = buckets.get(name) ?? { tokens: perMinute, at: time };
    const tokens = Math.min(perMinute, before.tokens + ((time - before.at) * perMinute) / 60_000);
    if (tokens >= 1) {
      buckets.set(name, { tokens: tokens - 1, at: time });
      next();
      return;
    }
    buckets.set(name, { tokens, at: time });
    if (limitsHit) limitsHit.rate_limited += 1;
    const seconds = Math.ceil(((1 - tokens) * 60) / perMinute);
    res.set('retry-after', String(seconds));
    sendProblem(res, {
      code: 'rate_limited',
      detail: `"${principal.name}" may ask ${perMinute} times a minute. Try again in ${seconds} s.`,
    });
  };
}

import { isPromise, type Maybe } from '../../maybe';
import type { ChainCall } from '../chain.types';
import type { Link } from './links';

export type HookFailure = { kind: 'error'; cause: unknown } | { kind: 'timeout' };

export type HookResult<T> = { ok: true; value: T; ms: number } | { ok: false; failure: HookFailure; ms: number };

/**
 * Calls a hook; what it throws, a promise it lets fail and time it takes beyond its limit become a result. The limit
 * holds for every way of writing a hook: one that computes for too long can't be stopped, but it has failed.
 */
export function runHook<A, T>(
  link: Link,
  call: ChainCall,
  hook: (given: A) => Maybe<T>,
  given: A,
): HookResult<T> | Promise<HookResult<T>> {
  const start = call.now();
  try {
    const value = hook(given);
    if (!isPromise(value)) return finished(value, call.now() - start, link);
    return inTime(value, link.timeoutMs).then(
      (settled) => finished(settled, call.now() - start, link),
      (cause: unknown) => failed(cause, call.now() - start),
    );
  } catch (cause) {
    return failed(cause, call.now() - start);
  }
}

function finished<T>(value: T | typeof timeIsUp, ms: number, { timeoutMs }: Link): HookResult<T> {
  if (value === timeIsUp || ms > timeoutMs) return { ok: false, failure: { kind: 'timeout' }, ms };
  return { ok: true, value, ms };
}

function failed<T>(cause: unknown, ms: number): HookResult<T> {
  return { ok: false, failure: { kind: 'error', cause }, ms };
}

const timeIsUp = Symbol('time is up');

/** Promises that come too late, or fail too late, go nowhere. */
async function inTime<T>(value: PromiseLike<T>, timeoutMs: number): Promise<T | typeof timeIsUp> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<typeof timeIsUp>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, timeIsUp);
  });
  try {
    return await Promise.race([value, limit]);
  } finally {
    clearTimeout(timer);
  }
}

import type { Call } from '@lens/core/api';

/** A call beside others of a list: clients send a request again that failed, and say which try it is. */
export interface Try {
  /** 0 is the first. */
  count: number;
  /** The try before it and the one after it, where the list has them. */
  before: Call | null;
  after: Call | null;
}

/**
 * The calls that are tries of one request, by their ids. A client says no more than how often it tried: the try before is
 * the last call of the same client and session that asked the same of the same model, in as many bytes.
 */
export function triesOf(calls: readonly Call[]): ReadonlyMap<string, Try> {
  const tries = new Map<string, Try>();
  const last = new Map<string, Call>();
  for (const call of calls.toSorted((a, b) => (a.callId < b.callId ? -1 : 1))) {
    const count = call.retryCount;
    if (count === null) continue;
    const before = count > 0 ? (last.get(nameOf(call, count - 1)) ?? null) : null;
    tries.set(call.callId, { count, before, after: null });
    const earlier = before === null ? undefined : tries.get(before.callId);
    if (earlier) earlier.after = call;
    if (before !== null) last.delete(nameOf(before, count - 1));
    last.set(nameOf(call, count), call);
  }
  return tries;
}

function nameOf(call: Call, count: number): string {
  const { sessionId, userHash, api, method, endpoint, requestedModel, requestBytes } = call;
  return JSON.stringify([sessionId, userHash, api, method, endpoint, requestedModel, requestBytes, count]);
}

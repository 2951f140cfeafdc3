import type { CallRecord } from '../record/callRecord';
import type { Timing } from '../timing';

/** One policy's part in one direction of a call. */
export interface PolicyRun {
  policy: string;
  direction: 'request' | 'response';
  /** What it worked; of a stream all its events together. */
  ms: number;
  outcome: 'changed' | 'unchanged' | 'blocked' | 'error' | 'timeout';
}

export function policyRunsOf({ timings, events }: Pick<CallRecord, 'timings' | 'events'>): PolicyRun[] {
  return timings.flatMap((timing) => {
    const policy = timing.attributes?.['luthien.policy.name'];
    return typeof policy === 'string' ? [runOf(policy, timing, events)] : [];
  });
}

function runOf(policy: string, timing: Timing, events: CallRecord['events']): PolicyRun {
  const { attributes = {}, start, end } = timing;
  const direction = attributes['luthien.policy.hook'] === 'onRequest' ? 'request' : 'response';
  const busyMs = attributes['luthien.policy.busy_ms'];
  const isBlock = (event: CallRecord['events'][number]) =>
    event.type === 'policy.blocked' && event.policy === policy && event.phase === direction;
  return {
    policy,
    direction,
    ms: typeof busyMs === 'number' ? busyMs : end - start,
    outcome: outcomeOf(timing, events.some(isBlock)),
  };
}

function outcomeOf({ error, attributes = {} }: Timing, blocked: boolean): PolicyRun['outcome'] {
  if (error !== undefined) return error === 'policy_timeout' ? 'timeout' : 'error';
  if (blocked) return 'blocked';
  return attributes['luthien.policy.changed'] === true ? 'changed' : 'unchanged';
}

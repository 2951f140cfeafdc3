import type { Direction } from '../direction';
import type { CallRecord } from '../record/callRecord';
import type { Timing } from '../timing';

/** One policy's part in one direction of a call. */
export interface PolicyRun {
  policy: string;
  direction: Direction;
  /** What it worked; of a stream all its events together. */
  ms: number;
  outcome: 'changed' | 'unchanged' | 'blocked' | 'error' | 'timeout';
}

export function policyRunsOf({ timings, events }: Pick<CallRecord, 'timings' | 'events'>): PolicyRun[] {
  return timings.flatMap((timing) => policyRunOf(timing, events) ?? []);
}

/** Null for the timing of something else. */
export function policyRunOf(timing: Timing, events: CallRecord['events']): PolicyRun | null {
  const { attributes = {}, start, end } = timing;
  const policy = attributes['luthien.policy.name'];
  if (typeof policy !== 'string') return null;
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

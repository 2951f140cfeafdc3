import { describeError } from '../../describeError';
import type { Log } from '../../log';
import type { ChainCall, FailureCount } from '../chain.types';
import type { EventLog } from './eventLog';
import { hooks, type Hook, type Link } from './links';
import type { HookFailure } from './runHook';
import { failureEvent } from './verdicts';

/** Tells of a hook that failed: the call in an event, the operator in the log and in a count. */
export type OnFailure = (link: Link, hook: Hook, failure: HookFailure) => void;

interface Told {
  events: EventLog;
  log: Log;
  readonly count: (link: Link, hook: Hook, reason: HookFailure['kind']) => void;
}

/** None of them ever holds the error's message, which may quote the text that the policy worked on. */
export function createOnFailure(call: ChainCall, { events, log, count }: Told): OnFailure {
  return (link, hook, failure) => {
    const { name } = link.policy;
    count(link, hook, failure.kind);
    events.add(link.index, name, failureEvent(link, hook, failure));
    const fields = { ...call.logFields, policy: name, hook, on_error: link.onError };
    if (failure.kind === 'timeout') log.error({ ...fields, limit_ms: link.timeoutMs }, 'A policy took too long.');
    else log.error({ ...fields, err: describeError(failure.cause) }, 'A policy failed.');
  };
}

/** Counts from zero on, so that a first failure is seen to come. */
export function countFailures(links: readonly Link[]) {
  const counts = links.flatMap(({ index, policy }) =>
    hooks
      .filter((hook) => policy[hook] !== undefined)
      .map((hook) => ({ index, policy: policy.name, hook, error: 0, timeout: 0 })),
  );
  return {
    add({ index }: Link, hook: Hook, reason: HookFailure['kind']): void {
      const count = counts.find((one) => one.index === index && one.hook === hook);
      if (count !== undefined) count[reason] += 1;
    },
    counts: (): FailureCount[] =>
      counts.flatMap(({ policy, hook, error, timeout }) => [
        { policy, hook, reason: 'error', count: error },
        { policy, hook, reason: 'timeout', count: timeout },
      ]),
  };
}

import { describeError } from '../../describeError';
import type { Log } from '../../log';
import type { ChainCall } from '../chain.types';
import type { EventLog } from './eventLog';
import type { Hook, Link } from './links';
import type { HookFailure } from './runHook';
import { failureEvent } from './verdicts';

/** Tells of a hook that failed: the call in an event, the operator in the log. */
export type OnFailure = (link: Link, hook: Hook, failure: HookFailure) => void;

/** Neither ever holds the error's message, which may quote the text that the policy worked on. */
export function createOnFailure(call: ChainCall, events: EventLog, log: Log): OnFailure {
  return (link, hook, failure) => {
    const { name } = link.policy;
    events.add(link.index, name, failureEvent(link, hook, failure));
    const fields = { policy: name, hook, call_id: call.callId, on_error: link.onError };
    if (failure.kind === 'timeout') log.error({ ...fields, limit_ms: link.timeoutMs }, 'A policy took too long.');
    else log.error({ ...fields, err: describeError(failure.cause) }, 'A policy failed.');
  };
}

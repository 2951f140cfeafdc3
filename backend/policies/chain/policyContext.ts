import type { ChainCall } from '../chain.types';
import type { PolicyContext } from '../contract';
import type { EventLog } from './eventLog';
import type { Link } from './links';

export interface GuardedContext {
  ctx: PolicyContext<unknown>;
  /** The policy's time is up. */
  readonly abort: () => void;
}

/** What a policy is given beside the message, for one direction of one call. */
export function createContext(link: Link, call: ChainCall, stateOf: () => unknown, log: EventLog): GuardedContext {
  let controller: AbortController | undefined;
  let aborted = false;
  const { name } = link.policy;

  return {
    ctx: {
      callId: call.callId,
      api: call.api,
      model: call.model,
      stream: call.stream,
      // Made in the policy's own time: making it may fail as any hook may.
      get state() {
        return stateOf();
      },
      // Most policies never ask for it, and it costs more than all the rest.
      get signal() {
        controller ??= linkedController(call.signal);
        if (aborted) controller.abort();
        return controller.signal;
      },
      emit(type, summary, details = {}, severity = 'info') {
        log.add(link.index, name, { type, summary, details, severity });
      },
    },
    abort() {
      aborted = true;
      controller?.abort();
    },
  };
}

function linkedController(client: AbortSignal): AbortController {
  const controller = new AbortController();
  if (client.aborted) controller.abort();
  else client.addEventListener('abort', () => controller.abort(), { once: true, signal: controller.signal });
  return controller;
}

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
  const ctx = new Context(link, call, stateOf, log);
  return { ctx, abort: () => Context.abort(ctx) };
}

class Context implements PolicyContext<unknown> {
  readonly callId: string;
  readonly api: ChainCall['api'];
  readonly model: string | null;
  readonly stream: boolean;
  readonly #link: Link;
  readonly #call: ChainCall;
  readonly #log: EventLog;
  readonly #stateOf: () => unknown;
  #state: { made: unknown } | undefined;
  #emit: PolicyContext<unknown>['emit'] | undefined;
  #controller: AbortController | undefined;
  #aborted = false;

  constructor(link: Link, call: ChainCall, stateOf: () => unknown, log: EventLog) {
    this.callId = call.callId;
    this.api = call.api;
    this.model = call.model;
    this.stream = call.stream;
    this.#link = link;
    this.#call = call;
    this.#stateOf = stateOf;
    this.#log = log;
  }

  static abort(context: Context): void {
    context.#aborted = true;
    context.#controller?.abort();
  }

  /** Made in the policy's own time: making it may fail as any hook may. */
  get state(): unknown {
    this.#state ??= { made: this.#stateOf() };
    return this.#state.made;
  }

  /** A function that works by itself, too: a policy may take it out of the context. Most calls need none. */
  get emit(): PolicyContext<unknown>['emit'] {
    return (this.#emit ??= (type, summary, details = {}, severity = 'info') => {
      this.#log.add(this.#link.index, this.#link.policy.name, { type, summary, details, severity });
    });
  }

  /** Most policies never ask for it, and it costs more than all the rest. */
  get signal(): AbortSignal {
    this.#controller ??= linkedController(this.#call.signal);
    if (this.#aborted) this.#controller.abort();
    return this.#controller.signal;
  }
}

function linkedController(client: AbortSignal): AbortController {
  const controller = new AbortController();
  const leave = (): void => controller.abort(client.reason);
  if (client.aborted) leave();
  else client.addEventListener('abort', leave, { once: true, signal: controller.signal });
  return controller;
}

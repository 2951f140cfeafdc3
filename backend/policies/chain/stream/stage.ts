import { endsStream, type SseEvent } from '@lens/core/formats';
import type { Timing } from '../../../call';
import { eachInOrder, whenReady } from '../../../maybe';
import type { Blocked, ChainCall } from '../../chain.types';
import type { Elsewhere } from '../elsewhere';
import type { EventLog } from '../eventLog';
import type { OnFailure } from '../failures';
import type { Hook, Link } from '../links';
import type { GuardedContext } from '../policyContext';
import type { HookFailure } from '../runHook';
import { blockedByFailure, blockedByPolicy, blockEvent } from '../verdicts';
import { callStreamHooks, type StreamHookResult } from './callStreamHooks';
import type { Released } from './heldEvent';
import type { History } from './history';
import { createNotPassed, type HandedOut } from './notPassed';
import { setApart, type WireEvent, type WireForm } from './wireEvent';

type Done = void | Promise<void>;

/** One policy at work on one stream. */
export interface Stage {
  push(wire: WireEvent): Done;
  /** No more events came together with those that were pushed. */
  pause(): Done;
  /** The stream is over, or was cut: what the policy held back comes out. */
  end(isCut: boolean): Done;
  /** The policy's span, and those of what it asked, which go below it: `place` is its own among the timings. */
  timings(place: number): Timing[];
}

export interface StageOptions {
  link: Link;
  /** Its place among the policies that look at streams. */
  position: number;
  call: ChainCall;
  form: WireForm;
  context: GuardedContext;
  log: EventLog;
  readonly elsewhere: Elsewhere | null;
  history: History;
  next(wire: WireEvent): Done;
  block(blocked: Omit<Blocked, 'redacts'>): Done;
  isBlocked(): boolean;
  readonly onFailure: OnFailure;
}

/**
 * A stage is *working* until its policy fails; then, with `on_error: open`, it is *bypassed*: what was held back
 * comes out and every later event goes through untouched. `onStreamEnd` is called once: before the stream's last
 * event is handed over, at the end of a stream that was cut, or when the policy failed in `onStreamEvent`.
 */
export function createStage(options: StageOptions): Stage {
  const { link, position, call, log, history } = options;
  const { policy } = link;
  const hooks = callStreamHooks(link, call, options);
  const openedAt = call.now();
  const notPassed = createNotPassed(history, position, policy.onStreamPause !== undefined);
  /** What was passed on last, where the provider's stream ended before a blank line closed it. */
  let open: SseEvent | null = null;
  let isBypassed = false;
  let hasEnded = false;

  function push(wire: WireEvent): Done {
    if (!isBypassed && !hasEnded && endsStream(call.api, wire.source))
      return whenReady(end(false), () => handOver(wire));
    return handOver(wire);
  }

  function handOver(wire: WireEvent): Done {
    if (options.isBlocked()) return;
    const given = { wire, position: history.given(position) - 1 };
    if (isBypassed || policy.onStreamEvent === undefined) return pass(given);
    notPassed.handed(given);
    const result = hooks.onStreamEvent(given);
    if (result instanceof Promise) return result.then((later) => settle('onStreamEvent', later, given));
    return settle('onStreamEvent', result, given);
  }

  function end(isCut: boolean): Done {
    if (hasEnded || isBypassed || options.isBlocked()) return;
    hasEnded = true;
    return whenReady(hooks.onStreamEnd(isCut), (result) => settle('onStreamEnd', result, null));
  }

  function pause(): Done {
    if (policy.onStreamPause === undefined || isBypassed || options.isBlocked()) return;
    return whenReady(hooks.onStreamPause(), (result) => {
      const done = settle('onStreamEvent', result, null);
      notPassed.paused();
      return done;
    });
  }

  function settle(hook: Hook, result: StreamHookResult, current: HandedOut | null): Done {
    if (!result.ok) return fail(hook, result.failure, current);
    if (Array.isArray(result.value)) {
      notPassed.gave(result.value, current);
      return eachInOrder(result.value, pass);
    }
    const blocked = blockedByPolicy(link, result.value);
    log.add(link.index, policy.name, blockEvent(hook, blocked));
    return options.block(blocked);
  }

  function pass({ wire, position: at }: Released): Done {
    if (options.isBlocked()) return;
    const apart = open === null ? wire : setApart(wire, open);
    open = wire.source.unfinished ? wire.source : null;
    // What is read in the place of bytes that are no UTF-8 goes down to the first policy.
    const isAsGiven = apart === wire && !(position === 0 && wire.source.repaired);
    history.passed(position, apart.source.raw, isAsGiven ? at : null);
    return options.next(apart);
  }

  function fail(hook: Hook, failure: HookFailure, current: HandedOut | null): Done {
    options.onFailure(link, hook, failure);
    if (link.onError === 'closed') return options.block(blockedByFailure(link, failure));
    isBypassed = true;
    const ending = hasEnded || policy.onStreamEnd === undefined ? null : hooks.onStreamEnd(true);
    const left = notPassed.all(current);
    // What a pause gave too late the policy has let go of.
    const isLetGo = current === null && failure.kind === 'timeout';
    return whenReady(ending, (ended) => {
      const own = ended?.ok && Array.isArray(ended.value) && !isLetGo ? ended.value : null;
      return eachInOrder(own === null ? left : [...own, ...(current === null ? [] : [current])], pass);
    });
  }

  return {
    push,
    pause,
    end,
    timings: (place) => [hooks.timing(openedAt, history.changed(position)), ...hooks.asked(place)],
  };
}

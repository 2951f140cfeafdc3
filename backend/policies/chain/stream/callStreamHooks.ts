import { spanNames } from '@lens/core/waterfall';
import type { Timing } from '../../../call';
import { turnOfTheLoop, whenReady } from '../../../maybe';
import { createAsked } from '../../asked';
import type { ChainCall } from '../../chain.types';
import type { Block, PolicyStreamEvent } from '../../contract';
import type { Link } from '../links';
import type { GuardedContext } from '../policyContext';
import { runHook, type HookFailure, type HookResult } from '../runHook';
import { readVerdict } from '../verdicts';
import type { Elsewhere } from '../elsewhere';
import type { EventLog } from '../eventLog';
import { HeldEvent, type Released } from './heldEvent';
import { LargeEvent } from './largeEvent';
import { isLargeEvent, takeLarge, type LargeTaking } from './takeLarge';
import type { WireForm } from './wireEvent';

export type StreamHookResult = HookResult<Released[] | Block>;

/** What a hook gave, with large events yet to be written. */
type Passed = Released | LargeEvent;

export interface StreamHooks {
  onStreamEvent(given: Released): StreamHookResult | Promise<StreamHookResult>;
  onStreamPause(): StreamHookResult | Promise<StreamHookResult>;
  onStreamEnd(isCut: boolean): StreamHookResult | Promise<StreamHookResult>;
  /** One span for all calls; `busy_ms` is what they took together. */
  timing(start: number, changed: boolean): Timing;
  /** What they asked of other servers; `parent` is that span's place among the timings. */
  asked(parent: number): Timing[];
}

interface StreamHooksOptions {
  context: GuardedContext;
  form: WireForm;
  log: EventLog;
  /** Where large events are taken to; null: nowhere. */
  readonly elsewhere: Elsewhere | null;
}

/**
 * Calls a policy's stream hooks within their time limit. Writing out what they give may fail as they may; what a thread writes
 * has a time of its own, as it may have to wait for the thread.
 */
export function callStreamHooks(
  link: Link,
  call: ChainCall,
  { context: { ctx, abort }, form, elsewhere, log }: StreamHooksOptions,
): StreamHooks {
  const { policy } = link;
  const largeEvents = policy.offLoop === true ? policy.largeEvents : undefined;
  let busyMs = 0;
  let error: string | undefined;

  function settle(result: StreamHookResult): StreamHookResult {
    busyMs += result.ms;
    if (!result.ok) {
      if (gaveUp(result.failure, call)) return { ok: true, value: [], ms: result.ms };
      abort();
      error = result.failure.kind === 'timeout' ? 'policy_timeout' : 'policy_error';
    }
    return result;
  }

  const asked = link.asks === true ? createAsked(call) : null;
  const noted = <A, T>(hook: (given: A) => T) => (asked === null ? hook : (given: A) => asked.during(hook, given));
  // Made once: there are more events than anything else.
  const release = (events: PolicyStreamEvent[] | Block | undefined) => released(events, form);
  const callOnEvent = noted((event: PolicyStreamEvent) => whenReady(policy.onStreamEvent?.(event, ctx), release));
  const callOnEnd = noted((isCut: boolean) =>
    whenReady(policy.onStreamEnd?.(ctx, { isCut }), (events) => release(events ?? [])),
  );

  const callOnPause = noted(() => whenReady(policy.onStreamPause?.(ctx), (events) => release(events ?? [])));

  const write = (result: HookResult<Passed[] | Block>) => writtenOut(result, call);
  const callHook = (event: PolicyStreamEvent) =>
    whenReady(whenReady(runHook(link, call, callOnEvent, event), write), settle);

  async function onLargeEvent(taking: LargeTaking, given: Released): Promise<StreamHookResult> {
    const taken = await takeLarge(taking, given);
    if (!taken.ok) return settle(taken);
    if (taken.value === null) return settle({ ok: true, value: [], ms: taken.ms });
    busyMs += taken.ms;
    // To take over what the thread made of it was work enough for one.
    await turnOfTheLoop();
    return callHook(taken.value);
  }

  return {
    onStreamEvent(given) {
      if (largeEvents === undefined || !isLargeEvent(given.wire, elsewhere))
        return callHook(new HeldEvent(given, call.api));
      return onLargeEvent({ elsewhere, largeEvents, link, call, ctx, log }, given);
    },
    onStreamPause: () => whenReady(whenReady(runHook(link, call, callOnPause, undefined), write), settle),
    onStreamEnd: (isCut) => whenReady(whenReady(runHook(link, call, callOnEnd, isCut), write), settle),
    asked: (parent) => asked?.timings(parent) ?? [],
    timing(start, changed) {
      const attributes = {
        'luthien.policy.name': policy.name,
        'luthien.policy.hook': 'stream',
        'luthien.policy.changed': changed,
        'luthien.policy.busy_ms': busyMs,
      };
      const span = { name: spanNames.policy(policy.name), parent: -1, start, end: call.now(), attributes };
      return error === undefined ? span : { ...span, error };
    },
  };
}

/** The client left, and the work for it was broken off: no fault of the policy's. */
function gaveUp(failure: HookFailure, { signal }: ChainCall): boolean {
  return signal.aborted && failure.kind === 'error' && failure.cause === signal.reason;
}

/** A hook that forgot to give the event back would leave the client without its answer. */
function released(events: PolicyStreamEvent[] | Block | undefined, form: WireForm): Passed[] | Block {
  if (Array.isArray(events)) {
    const all: Passed[] = [];
    for (const event of events) all.push(event instanceof LargeEvent ? event : HeldEvent.release(event, form));
    return all;
  }
  const block = readVerdict(events);
  if (block !== null) return block;
  throw new TypeError('A stream hook gave back neither events nor a block.');
}

function writtenOut(
  result: HookResult<Passed[] | Block>,
  call: ChainCall,
): StreamHookResult | Promise<StreamHookResult> {
  if (!result.ok) return result;
  const { value, ms } = result;
  if (!Array.isArray(value) || value.every(isWritten)) return { ok: true, value, ms };
  return writeLarge(value, ms, call);
}

function isWritten(passed: Passed): passed is Released {
  return !(passed instanceof LargeEvent);
}

async function writeLarge(events: readonly Passed[], hookMs: number, call: ChainCall): Promise<StreamHookResult> {
  const start = call.now();
  const msSince = (): number => hookMs + call.now() - start;
  try {
    const value: Released[] = [];
    for (const event of events) value.push(isWritten(event) ? event : await LargeEvent.release(event));
    return { ok: true, value, ms: msSince() };
  } catch (cause) {
    return { ok: false, failure: { kind: 'error', cause }, ms: msSince() };
  }
}

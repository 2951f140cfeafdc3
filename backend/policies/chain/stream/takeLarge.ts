import type { ChainCall } from '../../chain.types';
import type { LargeEvents, PolicyContext } from '../../contract';
import type { Elsewhere } from '../elsewhere';
import type { EventLog } from '../eventLog';
import type { Link } from '../links';
import type { HookResult } from '../runHook';
import type { Released } from './heldEvent';
import { LargeEvent, type WriteElsewhere } from './largeEvent';
import { changedEvent, type WireEvent } from './wireEvent';

/** An event that would keep all other calls waiting if it were parsed on the event loop. */
export function isLargeEvent({ json }: WireEvent, elsewhere: Elsewhere | null): elsewhere is Elsewhere {
  return elsewhere !== null && json.length >= elsewhere.leastBytes;
}

/** A policy that takes large events elsewhere. */
export interface LargeTaking {
  elsewhere: Elsewhere;
  largeEvents: LargeEvents<unknown>;
  link: Link;
  call: ChainCall;
  ctx: PolicyContext<unknown>;
  log: EventLog;
}

/** Has done in a thread what needs no state of the policy's; gives the event with what is left to it, or null when the client left. */
export async function takeLarge(taking: LargeTaking, given: Released): Promise<HookResult<LargeEvent | null>> {
  const { elsewhere, largeEvents, link, call, ctx, log } = taking;
  const start = call.now();
  const msSince = (): number => call.now() - start;
  try {
    const { api } = call;
    const { policy, timeoutMs } = link;
    const { json } = given.wire;
    const followed = largeEvents.followed(ctx.state);
    const limits = { timeoutMs, signal: ctx.signal };
    const { maxEvents } = log;
    const task = { event: 'take', policy: policy.name, api, maxEvents, json, followed } as const;
    const taken = await elsewhere.runEvent(task, limits);
    if (taken === 'timeout') return { ok: false, failure: { kind: 'timeout' }, ms: msSince() };
    log.addSaid(link.index, policy.name, taken);
    const left = taken.json === null ? given : { wire: changedEvent(given.wire, taken.json, []), position: null };
    const event = new LargeEvent(api, left, { left: taken, write: writeElsewhere(taking) });
    return { ok: true, value: event, ms: msSince() };
  } catch (cause) {
    if (call.signal.aborted) return { ok: true, value: null, ms: msSince() };
    return { ok: false, failure: { kind: 'error', cause }, ms: msSince() };
  }
}

/** Also when the policy has failed: what it held of the events before comes out as it would have it. */
function writeElsewhere({ elsewhere, link: { timeoutMs }, call: { api, signal } }: LargeTaking): WriteElsewhere {
  return async (task) => {
    const json = await elsewhere.runEvent({ event: 'write', api, ...task }, { timeoutMs, signal });
    if (json === 'timeout') throw new Error('A large event was not written in time.');
    return json;
  };
}

import { spanNames } from '@lens/core/waterfall';
import type { JsonObject } from '@lens/core/json';
import type { ChangeStep, PolicyEvent, Timing } from '../../call';
import { whenReady } from '../../maybe';
import type { Blocked, ChainCall, ChainOutcome } from '../chain.types';
import type { Block, PolicyContext, PolicyMessage } from '../contract';
import type { EventLog } from './eventLog';
import type { OnFailure } from './failures';
import { redactsFrom, stepOf, type Hook, type Link } from './links';
import { createAsked, type Asked } from '../asked';
import { createContext } from './policyContext';
import { callElsewhere, isLarge, type Elsewhere } from './elsewhere';
import { HeldMessage, WrittenBody, type ChainBody, type ReadTexts } from './policyMessage';
import { runHook, type HookResult } from './runHook';
import { blockedByFailure, blockedByPolicy, blockEvent, readVerdict } from './verdicts';

export interface BodyRun {
  call: ChainCall;
  hook: Extract<Hook, 'onRequest' | 'onResponse'>;
  /** The policies that have this hook. */
  links: readonly Link[];
  stateOf(link: Link): unknown;
  log: EventLog;
  readTexts: ReadTexts;
  readonly onFailure: OnFailure;
  /** Where large bodies are taken to; null: nowhere. */
  readonly elsewhere: Elsewhere | null;
}

/** Hands a body from policy to policy; ends early when one blocks. */
export function runBody(run: BodyRun, bytes: Buffer, body: ChainBody['body']): ChainOutcome | Promise<ChainOutcome> {
  const steps: ChangeStep[] = [];
  const timings: Timing[] = [];
  let current: ChainBody = isLarge(bytes, run.elsewhere) ? new WrittenBody(bytes, body) : { bytes, body };
  let blocked: Blocked | null = null;

  function from(position: number): ChainOutcome | Promise<ChainOutcome> {
    const link = run.links[position];
    if (link === undefined || blocked !== null) return outcome();
    const start = run.call.now();
    return whenReady(workOf(run, link, current)(run, link, current), (result) => {
      const changed = settle(position, link, result);
      const own = timings.push(timing(run, link, start, result, changed)) - 1;
      if (result.asked !== undefined) timings.push(...result.asked.timings(own));
      return from(position + 1);
    });
  }

  function settle(position: number, link: Link, result: Verdict): boolean {
    const redacts = redactsFrom(run.links, position);
    if (!result.ok) {
      run.onFailure(link, run.hook, result.failure);
      if (link.onError === 'closed') blocked = { ...blockedByFailure(link, result.failure), redacts };
      return false;
    }
    if (result.value === null) return false;
    if ('block' in result.value) {
      blocked = { ...blockedByPolicy(link, result.value), redacts };
      run.log.add(link.index, link.policy.name, blockEvent(run.hook, blocked));
      return false;
    }
    current = result.value;
    steps.push(stepOf(link.policy, current.bytes));
    return true;
  }

  const outcome = () => new BodyOutcome(current, { steps, events: run.log.close(), timings, blocked });

  return from(0);
}

class BodyOutcome implements ChainOutcome {
  readonly bytes: Buffer;
  readonly steps: ChangeStep[];
  readonly events: PolicyEvent[];
  readonly timings: Timing[];
  readonly blocked: Blocked | null;
  readonly #last: ChainBody;

  constructor(last: ChainBody, { steps, events, timings, blocked }: Omit<ChainOutcome, 'bytes' | 'body'>) {
    this.bytes = last.bytes;
    this.steps = steps;
    this.events = events;
    this.timings = timings;
    this.blocked = blocked;
    this.#last = last;
  }

  get body(): JsonObject {
    return this.#last.about ?? this.#last.body;
  }
}

type Verdict = HookResult<Block | ChainBody | null> & { asked?: Asked };

/** What is done on the event loop keeps all other calls waiting, so that a large body is not looked at there. */
function workOf({ elsewhere }: BodyRun, { policy }: Link, { bytes }: ChainBody): typeof callPolicy {
  if (elsewhere === null || policy.offLoop !== true || !isLarge(bytes, elsewhere)) return callPolicy;
  return (run, link, current) => callElsewhere(elsewhere, run, link, current.bytes);
}

function callPolicy(run: BodyRun, link: Link, current: ChainBody): Verdict | Promise<Verdict> {
  const message = new HeldMessage(current, run.call.api, run.readTexts);
  const { ctx, abort } = createContext(link, run.call, () => run.stateOf(link), run.log);
  const callPolicyHook = (given: HeldMessage) =>
    whenReady(callHook(run, link, given, ctx), (verdict) => readVerdict(verdict) ?? HeldMessage.release(given));
  const asked = link.asks === true ? createAsked(run.call) : null;
  const hook = asked === null ? callPolicyHook : (given: HeldMessage) => asked.during(callPolicyHook, given);
  const outcome = runHook(link, run.call, hook, message);
  return whenReady(outcome, (done) => {
    if (!done.ok) abort();
    return asked === null ? done : { ...done, asked };
  });
}

function callHook({ hook }: BodyRun, { policy }: Link, message: PolicyMessage, ctx: PolicyContext<unknown>) {
  return policy[hook]?.(message, ctx);
}

function timing(run: BodyRun, link: Link, start: number, result: HookResult<unknown>, changed: boolean): Timing {
  const { name } = link.policy;
  const attributes = {
    'luthien.policy.name': name,
    'luthien.policy.hook': run.hook,
    'luthien.policy.changed': changed,
  };
  const span = { name: spanNames.policy(name), parent: -1, start, end: run.call.now(), attributes };
  return result.ok ? span : { ...span, error: result.failure.kind === 'timeout' ? 'policy_timeout' : 'policy_error' };
}

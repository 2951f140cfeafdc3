import type { Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { Block } from '../contract';
import type { ChainCall } from '../chain.types';
import type { EventLog } from './eventLog';
import type { EventTask, EventTaskLimits, EventTaskResult } from './stream/eventTasks';
import type { Hook, Link } from './links';
import { WrittenBody, type ChainBody } from './policyMessage';
import type { HookResult } from './runHook';
import type { SaidInThread } from './threadContext';

/** A body to be taken through one policy, away from the event loop. */
export interface PolicyTask {
  policy: string;
  hook: Extract<Hook, 'onRequest' | 'onResponse'>;
  api: Api;
  callId: string;
  model: string | null;
  stream: boolean;
  /** More are only counted. */
  maxEvents: number;
  bytes: Uint8Array;
}

export interface PolicyTaskResult extends SaidInThread {
  block: Block | null;
  /** What the policy made of the body, and what that says about itself; null when it is still the same. */
  changed: { bytes: Uint8Array; about: JsonObject } | null;
}

export interface Elsewhere {
  /** Bodies of so many bytes and more are large, and events of as many characters. */
  leastBytes: number;
  /** Ends the task when its time is up. */
  run(task: PolicyTask, timeoutMs: number): Promise<PolicyTaskResult | 'timeout'>;
  /** Likewise. Rejects, too, when nobody waits for it any more as its turn comes. */
  runEvent<Task extends EventTask>(task: Task, limits: EventTaskLimits): Promise<EventTaskResult<Task> | 'timeout'>;
}

export function isLarge(bytes: Uint8Array, elsewhere: Elsewhere | null): boolean {
  return elsewhere !== null && bytes.length >= elsewhere.leastBytes;
}

interface Run {
  call: ChainCall;
  hook: PolicyTask['hook'];
  log: EventLog;
}

export async function callElsewhere(
  elsewhere: Elsewhere,
  { call, hook, log }: Run,
  { index, policy, timeoutMs }: Link,
  bytes: Buffer,
): Promise<HookResult<Block | ChainBody | null>> {
  const start = call.now();
  const { api, callId, model, stream } = call;
  try {
    const { maxEvents } = log;
    const task = { policy: policy.name, hook, api, callId, model, stream, maxEvents, bytes };
    const result = await elsewhere.run(task, timeoutMs);
    const ms = call.now() - start;
    if (result === 'timeout') return { ok: false, failure: { kind: 'timeout' }, ms };
    log.addSaid(index, policy.name, result);
    return { ok: true, value: result.block ?? bodyOf(result.changed), ms };
  } catch (cause) {
    return { ok: false, failure: { kind: 'error', cause }, ms: call.now() - start };
  }
}

function bodyOf(changed: PolicyTaskResult['changed']): ChainBody | null {
  if (changed === null) return null;
  const { buffer, byteOffset, length } = changed.bytes;
  return new WrittenBody(Buffer.from(buffer, byteOffset, length), changed.about);
}

import { aboutBody, requestTexts, responseTexts } from '@lens/core/formats';
import type { Policy, PolicyContext, ThreadContext } from '../contract';
import type { PolicyTask, PolicyTaskResult } from './elsewhere';
import { HeldMessage, WrittenBody } from './policyMessage';
import { createThreadContext } from './threadContext';
import { readVerdict } from './verdicts';

/** Takes a body through a policy that says it is `offLoop`. What the policy throws is thrown. */
export async function runPolicyTask(policy: Policy, task: PolicyTask): Promise<PolicyTaskResult> {
  const { ctx, said } = createThreadContext(task.maxEvents);
  const { buffer, byteOffset, length } = task.bytes;
  const source = new WrittenBody(Buffer.from(buffer, byteOffset, length));
  const message = new HeldMessage(source, task.api, task.hook === 'onRequest' ? requestTexts : responseTexts);
  const verdict = await policy[task.hook]?.(message, contextOf(policy, task, ctx));
  const block = readVerdict(verdict);
  const changed = block === null ? HeldMessage.release(message) : null;
  return {
    ...said(),
    block,
    changed: changed && { bytes: changed.bytes, about: aboutBody(changed.body) },
  };
}

function contextOf(policy: Policy, task: PolicyTask, ctx: ThreadContext): PolicyContext<unknown> {
  const { callId, api, model, stream } = task;
  return { ...ctx, callId, api, model, stream, state: policy.createState?.() };
}

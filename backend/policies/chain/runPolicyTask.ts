import { aboutBody, requestTexts, responseTexts } from '@lens/core/formats';
import type { Policy, PolicyContext } from '../contract';
import type { PolicyTask, PolicyTaskResult } from './elsewhere';
import { plainDetails, plainDraft, type EventDraft } from './plainEvent';
import { HeldMessage, WrittenBody } from './policyMessage';
import { readVerdict } from './verdicts';

/** Takes a body through a policy that says it is `offLoop`. What the policy throws is thrown. */
export async function runPolicyTask(policy: Policy, task: PolicyTask): Promise<PolicyTaskResult> {
  const events: EventDraft[] = [];
  let droppedEvents = 0;
  const emit = (event: EventDraft) => {
    if (events.length < task.maxEvents) events.push(event);
    else droppedEvents += 1;
  };
  const { buffer, byteOffset, length } = task.bytes;
  const source = new WrittenBody(Buffer.from(buffer, byteOffset, length));
  const message = new HeldMessage(source, task.api, task.hook === 'onRequest' ? requestTexts : responseTexts);
  const verdict = await policy[task.hook]?.(message, contextOf(policy, task, emit));
  const block = readVerdict(verdict);
  const changed = block === null ? HeldMessage.release(message) : null;
  return {
    events: events.map((event) => ({ ...plainDraft(event), details: plainDetails(event.details) })),
    droppedEvents,
    block,
    changed: changed && { bytes: changed.bytes, about: aboutBody(changed.body) },
  };
}

function contextOf(policy: Policy, task: PolicyTask, emit: (event: EventDraft) => void): PolicyContext<unknown> {
  const { callId, api, model, stream } = task;
  return {
    callId,
    api,
    model,
    stream,
    state: policy.createState?.(),
    // Whoever gives the task ends the thread.
    signal: new AbortController().signal,
    emit: (type, summary, details = {}, severity = 'info') => emit({ type, summary, details, severity }),
  };
}

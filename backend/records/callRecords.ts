import { spanNames } from '@lens/core/waterfall';
import { isFailure, isPolicyFailure, type CallRecord } from '../call';
import { ObservabilityContext, type LuthienEvent } from './observabilityContext';
import { createPayloads, payloadOf, type Payload, type PayloadLimits } from './payload';
import { PipelineRecord, type PipelineStage } from './pipelineRecord';
import { PolicyDecisionRecord, type PolicyDecision } from './policyDecisionRecord';

export interface RecordOptions {
  limits: PayloadLimits;
  /** Times and sizes of a stream's chunks, each as a record of its own. */
  streamChunks: boolean;
}

/** Of a stream of more chunks the first. */
const mostChunks = 1000;

/** What is recorded of a call, as the events that reach every place that takes any. */
export function eventsOf(call: CallRecord, options: RecordOptions): LuthienEvent[] {
  const events: LuthienEvent[] = [];
  recordCall(call, new ObservabilityContext(call, (event) => events.push(event)), options);
  return events;
}

/** Records what happened in a call, stage by stage, from what is on record of it. */
function recordCall(call: CallRecord, context: ObservabilityContext, options: RecordOptions): void {
  const stage = (name: PipelineStage, payload: Payload, at: number, level: LuthienEvent['level'] = 'info'): void =>
    context.record(new PipelineRecord(call.callId, name, payload), { level, at: call.startedAt + at });
  const payload = createPayloads(options.limits);
  const { request, response } = call;
  const provider = call.timings.find(({ name }) => name === spanNames.completion);
  stage('client_request', payload(request, 'original'), 0);
  if (provider !== undefined) stage('backend_request', payload(request, 'final'), provider.start);
  if (response !== null && provider !== undefined) {
    stage('backend_response', payload(response, 'original'), provider.end);
  }
  if (options.streamChunks) recordChunks(call, stage);
  recordDecisions(call, context);
  const told = response === null ? outcomeOf(call) : payload(response, 'final');
  stage('client_response', told, call.durationMs ?? 0, levelOf(call));
}

/** Of what a call's answer is without a body: its outcome. */
function outcomeOf({ status, errorType, httpStatus }: CallRecord): Payload {
  return payloadOf(JSON.stringify({ status, error_type: errorType, http_status: httpStatus }));
}

function levelOf({ status }: CallRecord): LuthienEvent['level'] {
  if (status === 'complete') return 'info';
  return isFailure(status) ? 'error' : 'warn';
}

/** Never their bytes: of a secret that two chunks share neither has enough to be known by. */
function recordChunks(
  { chunks }: CallRecord,
  stage: (name: PipelineStage, payload: Payload, at: number) => void,
): void {
  const seen = chunks?.client ?? chunks?.upstream;
  for (const [index, at] of seen?.at.slice(0, mostChunks).entries() ?? []) {
    stage('stream_chunk', payloadOf(JSON.stringify({ index, bytes: seen?.lengths[index] ?? 0 })), at);
  }
}

function recordDecisions(call: CallRecord, context: ObservabilityContext): void {
  for (const policy of call.policies) {
    const said = call.events.filter((event) => event.policy === policy);
    const decision = decisionOf(call, policy, said);
    const rationale = said.map(({ summary }) => summary).join('; ');
    const level = decision === 'failed' ? 'error' : decision === 'blocked' ? 'warn' : 'info';
    const at = call.startedAt + (said.at(-1)?.at ?? call.durationMs ?? 0);
    context.record(new PolicyDecisionRecord(call.callId, policy, decision, rationale), { level, at });
  }
}

const blocks: ReadonlySet<string> = new Set(['policy.blocked', 'policy.unread_refused']);

function decisionOf(call: CallRecord, policy: string, said: CallRecord['events']): PolicyDecision {
  if (said.some(isPolicyFailure)) return 'failed';
  if (said.some(({ type }) => blocks.has(type))) return 'blocked';
  return call.changedBy.includes(policy) ? 'changed' : 'allowed';
}

import type { ActivityMessage } from '@lens/core/api';
import type { BegunCall, EndedCall, FeedRecord, PolicyEvent, StoredSummary } from '../call';
import { modelWord, typeWord } from './safeWords';

/**
 * What happened, as the listeners and the recorder tell it: made a message of when somebody first reads it. Thousands of
 * these are kept, so that they hold no more than messages say.
 */
export type Happening =
  | { type: 'call.began'; call: BegunCall }
  | { type: 'policy.event'; call: BegunCall; event: ToldEvent }
  | { type: 'call.ended'; call: BegunCall; ending: EndedCall }
  | { type: 'call.stored'; call: ToldSummary; at: number }
  | { type: 'record'; record: FeedRecord };

type ToldEvent = ReturnType<typeof toldEvent>;
type ToldSummary = ReturnType<typeof toldSummary>;

/** What messages say of a policy's event. */
export function toldEvent({ type, policy, severity, phase, at }: PolicyEvent) {
  return { type, policy, severity, phase, at };
}

/** What messages say of a call that is stored. */
export function toldSummary(call: StoredSummary) {
  return {
    callId: call.callId,
    status: call.status,
    provider: call.provider,
    model: modelWord(call.finalModel),
    requestChanges: call.requestChanges,
    responseChanges: call.responseChanges,
    changedBy: [...new Set([...call.requestChangedBy, ...call.responseChangedBy])],
    inputTokens: call.inputTokens,
    outputTokens: call.outputTokens,
    costUsd: call.costUsd,
  };
}

type Sender = { gateway: string; seq: number };

/** What happened, with its place in what this gateway tells. */
export interface Told {
  happening: Happening;
  sender: Sender;
}

/** The message of what happened, as JSON. */
export function textOf({ happening, sender }: Told): string {
  return JSON.stringify(messageOf(happening, sender));
}

/** Texts are names from the configuration, or words that are made safe. */
function messageOf(happening: Happening, sender: Sender): ActivityMessage {
  switch (happening.type) {
    case 'call.began':
      return began(happening.call, sender);
    case 'policy.event':
      return policySaid(happening.call, happening.event, sender);
    case 'call.ended':
      return ended(happening.call, happening.ending, sender);
    case 'call.stored':
      return stored(happening.call, happening.at, sender);
    case 'record':
      return recorded(happening.record, sender);
  }
}

function began(call: BegunCall, sender: Sender): ActivityMessage {
  return {
    ...headOf(call, 'call.began', call.startedAt),
    data: {
      trace_id: call.traceId,
      api: call.api,
      operation: call.operation,
      provider: call.provider,
      model: modelWord(call.requestedModel),
      stream: call.stream,
      ...sender,
    },
  };
}

function policySaid(call: BegunCall, event: ToldEvent, sender: Sender): ActivityMessage {
  return {
    ...headOf(call, 'policy.event', call.startedAt + event.at),
    data: {
      policy: event.policy,
      type: typeWord(event.type),
      severity: event.severity,
      phase: event.phase,
      ...sender,
    },
  };
}

function ended(call: BegunCall, ending: EndedCall, sender: Sender): ActivityMessage {
  const { errorType, providerCall } = ending;
  return {
    ...headOf(call, 'call.ended', call.startedAt + ending.durationMs),
    data: {
      status: ending.status,
      error_type: errorType === null ? null : typeWord(errorType),
      http_status: ending.httpStatus,
      duration_ms: rounded(ending.durationMs),
      first_byte_ms: providerCall?.firstByteMs == null ? null : rounded(providerCall.firstByteMs),
      model: modelWord(ending.finalModel),
      streamed: ending.streamed,
      ...sender,
    },
  };
}

function stored(call: ToldSummary, at: number, sender: Sender): ActivityMessage {
  return {
    ...headOf(call, 'call.stored', at),
    data: {
      status: call.status,
      provider: call.provider,
      model: call.model,
      request_changes: call.requestChanges,
      response_changes: call.responseChanges,
      changed_by: call.changedBy,
      input_tokens: call.inputTokens,
      output_tokens: call.outputTokens,
      cost_usd: call.costUsd,
      ...sender,
    },
  };
}

/** Types of record that this file has not heard of are told of by their type. */
function recorded({ callId, type, level, at, stage, policy, decision }: FeedRecord, sender: Sender): ActivityMessage {
  return {
    ...headOf({ callId }, typeWord(type), at),
    data: {
      level,
      ...(stage !== null && { pipeline_stage: stage }),
      ...(policy !== null && { policy_name: policy }),
      ...(decision !== null && { decision }),
      ...sender,
    },
  };
}

function headOf<Type extends string>({ callId }: { callId: string }, type: Type, at: number) {
  return { call_id: callId, event_type: type, timestamp: new Date(at).toISOString() };
}

/** To the microsecond: further digits are noise, and bytes of every message. */
function rounded(ms: number): number {
  return Math.round(Math.max(0, ms) * 1000) / 1000;
}

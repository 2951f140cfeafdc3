import { callSchema, type Call } from '@lens/core/api';
import type { ListedCall } from '../store';

/** A stored call as the API gives it. */
export function toCall(stored: ListedCall): Call {
  return {
    callId: stored.callId,
    startedAt: stored.startedAt.toISOString(),
    traceId: stored.traceId,
    provider: stored.provider,
    upstream: stored.upstream,
    api: callSchema.shape.api.parse(stored.api),
    operation: stored.operation,
    method: stored.method,
    endpoint: stored.endpoint,
    requestedModel: stored.requestedModel,
    finalModel: stored.finalModel,
    stream: stored.stream,
    status: stored.status,
    errorType: stored.errorType,
    errorMessage: stored.errorMessage,
    httpStatus: stored.httpStatus,
    upstreamStatus: stored.upstreamStatus,
    finishReason: stored.finishReason,
    policies: stored.policies,
    changedBy: stored.changedBy,
    request: {
      changed: stored.requestChanged,
      changes: stored.requestChanges,
      summary: stored.requestSummary,
    },
    response: {
      changed: stored.responseChanged,
      changes: stored.responseChanges,
      summary: stored.responseSummary,
    },
    policyEvents: stored.policyEvents,
    usage: {
      inputTokens: stored.inputTokens,
      outputTokens: stored.outputTokens,
      cacheReadTokens: stored.cacheReadTokens,
      cacheWriteTokens: stored.cacheWriteTokens,
      reasoningTokens: stored.reasoningTokens,
    },
    durationMs: stored.durationMs,
    firstByteMs: stored.firstByteMs,
    firstTokenMs: stored.firstTokenMs,
    requestBytes: stored.requestBytes,
    responseBytes: stored.responseBytes,
    sessionId: stored.sessionId,
    userHash: stored.userHash,
    parentCallId: stored.parentCallId,
    providerRequestId: stored.providerRequestId,
  };
}

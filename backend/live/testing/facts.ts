import type { BegunCall, EndedCall, PolicyEvent } from '../../call';

/** A call id, the `n`th. */
export function callIdOf(n: number): string {
  return `019aa3f2-6c11-7a40-8f3e-${String(n).padStart(12, '0')}`;
}

export function begunCall(n: number, parts: Partial<BegunCall> = {}): BegunCall {
  return {
    callId: callIdOf(n),
    startedAt: Date.parse('2026-11-20T23:12:04.113Z'),
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    api: 'openai',
    operation: 'chat_completions',
    provider: 'openai',
    upstream: 'openai',
    requestedModel: 'gpt-5-mini',
    stream: false,
    captureMode: 'full',
    ...parts,
  };
}

export function endedCall(parts: Partial<EndedCall> = {}): EndedCall {
  return {
    status: 'complete',
    errorType: null,
    httpStatus: 200,
    durationMs: 1240.5,
    finalModel: 'gpt-5-mini',
    streamed: false,
    providerCall: { calledMs: 2, firstByteMs: 310, endedMs: 1240 },
    ...parts,
  };
}

export function policyEvent(parts: Partial<PolicyEvent> = {}): PolicyEvent {
  return {
    id: 'event-1',
    policy: 'redact',
    type: 'policy.pii_redacted',
    summary: 'Replaced 4111 1111 1111 1111',
    severity: 'info',
    details: { quoted: 'secret of the policy' },
    phase: 'response',
    at: 500,
    ...parts,
  };
}

import type { CallRecord, Timing } from '../../call';
import type { Given } from './limits';

/**
 * A policy's result in the terms of OpenTelemetry's proposal for guardrails (semantic-conventions-genai, "run guardrail
 * span and security finding", in no release yet) and of OpenInference. Beside our own names, so that other backends
 * understand what a policy did; the one place to change when the proposal does.
 */
const guardrailNames = {
  kind: 'openinference.span.kind',
  guardrail: 'gen_ai.security.guardrail.name',
  verdict: 'gen_ai.security.verdict.type',
  target: 'gen_ai.security.target.type',
} as const;

/** Of a policy's span. */
export function guardrailAttributes(record: CallRecord, timing: Timing): [string, Given][] {
  const { attributes = {} } = timing;
  return [
    [guardrailNames.kind, 'GUARDRAIL'],
    [guardrailNames.guardrail, attributes['luthien.policy.name']],
    [guardrailNames.verdict, verdictOf(record, timing)],
    [guardrailNames.target, isOnRequest(timing) ? 'llm_input' : 'llm_output'],
  ];
}

/** A policy that failed gave none. */
function verdictOf({ events }: CallRecord, timing: Timing): 'allow' | 'modify' | 'deny' | null {
  const { attributes = {}, error } = timing;
  if (error !== undefined) return null;
  const phase = isOnRequest(timing) ? 'request' : 'response';
  const isBlock = (event: CallRecord['events'][number]) =>
    event.type === 'policy.blocked' && event.policy === attributes['luthien.policy.name'] && event.phase === phase;
  if (events.some(isBlock)) return 'deny';
  return attributes['luthien.policy.changed'] === true ? 'modify' : 'allow';
}

function isOnRequest({ attributes }: Timing): boolean {
  return attributes?.['luthien.policy.hook'] === 'onRequest';
}

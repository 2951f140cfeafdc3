import type { PolicyRun } from '../../call';
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

/** A policy that failed gave none. */
const verdicts: Readonly<Record<PolicyRun['outcome'], 'allow' | 'modify' | 'deny' | null>> = {
  unchanged: 'allow',
  changed: 'modify',
  blocked: 'deny',
  error: null,
  timeout: null,
};

/** Of a policy's span. */
export function guardrailAttributes({ policy, direction, outcome }: PolicyRun): [string, Given][] {
  return [
    [guardrailNames.kind, 'GUARDRAIL'],
    [guardrailNames.guardrail, policy],
    [guardrailNames.verdict, verdicts[outcome]],
    [guardrailNames.target, direction === 'request' ? 'llm_input' : 'llm_output'],
  ];
}

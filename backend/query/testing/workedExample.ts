import { diff, type PolicyStep } from '@lens/core/diff';
import type { CallRow, EventRow } from '../../store';
import { sampleCall, sampleEvent } from '../../store/testing/sampleRows';

/** Of letters that no digest, id or time has, so that finding a part of it is never chance. */
export const secret = 'GX47-KLRS-90WZ';

const answer = (content: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'gpt-5',
  choices: [
    { index: 0, message: { role: 'assistant', content, refusal: null }, logprobs: null, finish_reason: 'stop' },
  ],
});

/** The bodies of the worked example: the provider answers with an account number, the client gets a redaction mark. */
export const originalAnswer = answer(`Your account number is ${secret}.`);
export const finalAnswer = answer('Your account number is [REDACTED].');

/** The worked example's call as the recorder writes it. */
export function workedExample(timeMs: number, changes: Partial<CallRow> = {}): { call: CallRow; events: EventRow[] } {
  const call = sampleCall(timeMs, {
    changedBy: ['pii-redaction'],
    responseChanged: true,
    responseChanges: 1,
    responseSummary: 'choices[0].message.content: 1 word replaced',
    policyEvents: 1,
    searchText: 'What is my account number? Your account number is [REDACTED].',
    ...changes,
  });
  const steps: PolicyStep[] = [
    { policy: 'pii-redaction', redacts: true, delta: diff(originalAnswer, finalAnswer).delta },
  ];
  const said = {
    id: 'pii-1',
    policy: 'pii-redaction',
    type: 'policy.pii_redacted',
    summary: 'Redacted 1 account number',
    severity: 'warning',
    details: { pattern: 'account_number', location: 'choices[0].message.content' },
    phase: 'response',
    at: 400,
  };
  const request = sampleEvent(call);
  return {
    call,
    events: [
      request,
      sampleEvent(call, {
        eventType: said.type,
        sequence: request.sequence + 1n,
        original: said,
        originalRaw: null,
        rawKind: null,
      }),
      sampleEvent(call, {
        eventType: 'response',
        sequence: request.sequence + 2n,
        original: originalAnswer,
        final: finalAnswer,
        originalRaw: Buffer.from(JSON.stringify(originalAnswer)),
        finalRaw: Buffer.from(JSON.stringify(finalAnswer)),
        steps,
      }),
    ],
  };
}

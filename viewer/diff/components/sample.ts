import type { PolicyEventView } from '@lens/core/api';
import { diff, type DiffResult } from '@lens/core/diff';
import type { Json } from '@lens/core/json';
import type { DiffViewProps } from './DiffView';

/** One side of a call as the API gives it, for tests. */
export function sideView(original: Json | null, final: Json | null, by?: string): DiffViewProps['view'] {
  const result = original === null || final === null ? null : diff(original, final);
  return {
    original,
    final,
    diff: result && by !== undefined ? attributed(result, by) : result,
    masked: false,
    finalBytes: 412,
  };
}

/** Names a policy on every edited string. */
function attributed(result: DiffResult, by: string): DiffResult {
  const stamped = JSON.stringify(result).replaceAll('"kind":"text"', `"kind":"text","by":["${by}"]`);
  return JSON.parse(stamped) as DiffResult;
}

const answer = (content: string): Json => ({
  id: 'chatcmpl-1',
  choices: [{ index: 0, message: { role: 'assistant', content } }],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
});

/** The worked example: an account number that the client never saw. */
export const workedExample = {
  request: sideView({ messages: [{ role: 'user', content: 'Hi' }] }, { messages: [{ role: 'user', content: 'Hi' }] }),
  response: sideView(
    answer('Your account number is 1234-5678-9012.'),
    answer('Your account number is [REDACTED].'),
    'pii-redaction',
  ),
  events: [
    {
      id: 'event-1',
      type: 'policy.pii_redacted',
      policy: 'pii-redaction',
      summary: 'One account number redacted',
      severity: 'info',
      details: { pattern: 'account_number', location: 'choices[0].message.content' },
      phase: 'response',
      at: 12,
    },
  ] satisfies PolicyEventView[],
  fileStem: 'call',
};

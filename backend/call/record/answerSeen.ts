import { errorOf, finishReasonOf } from '@lens/core/formats';
import { isObject } from '@lens/core/json';
import { nothingSeen, type AnswerSeen } from '../outcome';
import { partsLostType } from '../policyEvent';
import type { RecordedCall } from '../recordedCall';
import type { Response } from './responseOf';

/** What the answer of a call says of its end, to a reader who has all of it. */
export function answerSeen(recorded: RecordedCall, response: Response | null): AnswerSeen {
  if (response === null) return nothingSeen;
  const { start, end } = recorded;
  const body = response.original.json;
  const finishReason = isObject(body) ? finishReasonOf(start.api, body) : null;
  if (response.stream) {
    return {
      error: errorSent(response.stream),
      finishReason,
      terminal: terminalOf(recorded, response.stream, finishReason),
    };
  }
  // Only an answer with an error's status is one, whatever a body looks like. It is told in the words that were sent.
  const sent = (response.final ?? response.original).json;
  const isError = end?.status === 'provider_error' && isObject(sent);
  return { error: isError ? errorOf(start.api, sent) : null, finishReason, terminal: null };
}

type Stream = NonNullable<Response['stream']>;

/** The provider's error in the words that were sent: what a policy took out of them, or held back, is told to nobody. */
function errorSent({ original, final }: Stream): AnswerSeen['error'] {
  if (original.error === null) return null;
  return final.error ?? { type: original.error.type, message: 'The provider’s stream ended with an error.' };
}

/** Without an end nobody told what the client was sent last, but what it was sent is on record before it is. */
function terminalOf(
  { start, end }: RecordedCall,
  { original, final, legible }: Stream,
  finishReason: string | null,
): AnswerSeen['terminal'] {
  if (end === null) return final.complete ? 'sent' : 'missing';
  if (!legible) return 'unknown';
  if (start.operation === 'passthrough' || end.events.some(({ type }) => type === partsLostType)) return 'unknown';
  if (original.complete) return 'held';
  return start.api === 'openai' && finishReason !== null ? 'implied' : 'missing';
}

import type { Call } from '@lens/core/api';
import type { Span } from '@lens/core/waterfall';
import { statusTone, statusWord, type Tone } from '../call/outcome';

/** How a span's failure is told; null where it did not fail. The call's own span ends as the call's status says. */
export function spanFailure(span: Span, call: Call): { tone: Tone; word: string } | null {
  if (span.status !== 'error') return null;
  const isCall = span.name === `gateway.${call.operation}`;
  if (isCall && statusTone(call) === 'warning') return { tone: 'warning', word: statusWord(call) };
  return { tone: 'error', word: 'failed' };
}

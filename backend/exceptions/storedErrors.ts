import { errorOccurrence, errorWord, type ErrorOccurrence, type StoredSummary } from '../call';

const failed: ReadonlySet<StoredSummary['status']> = new Set([
  'provider_error',
  'upstream_failed',
  'cut',
  'interrupted',
]);

/** Calls that ended in error, of what is told when they are stored: without any message. */
export function storedErrors(calls: readonly StoredSummary[]): ErrorOccurrence[] {
  return calls
    .filter(({ status }) => failed.has(status))
    .map(({ callId, startedAt, durationMs, status, errorType, provider, operation }) => {
      const facts = {
        kind: 'call' as const,
        type: errorWord(errorType ?? status),
        message: '',
        status,
        provider,
        operation,
        policy: null,
        component: null,
        frames: [],
      };
      return errorOccurrence(facts, startedAt + (durationMs ?? 0), callId);
    });
}

import { errorWord, type ErrorOccurrence, type StoredSummary } from '../call';

/** Calls that ended in error, of what is told when they are stored: in the groups that they are counted in, without a message. */
export function storedErrors(calls: readonly StoredSummary[]): ErrorOccurrence[] {
  return calls.flatMap((call) => {
    const { callId, startedAt, durationMs, status, errorType, errorGroup, provider, operation } = call;
    if (errorGroup === null) return [];
    return {
      kind: 'call' as const,
      type: errorWord(errorType ?? status),
      message: '',
      status,
      provider,
      operation,
      policy: null,
      component: null,
      frames: [],
      fingerprint: errorGroup,
      at: startedAt + (durationMs ?? 0),
      callId,
    };
  });
}

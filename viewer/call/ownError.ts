import type { Call } from '@lens/core/api';

/** What Lens itself answered in a provider's place: its body is not stored, what it said is on the call. Null where nothing. */
export function ownError(call: Call): string | null {
  const { httpStatus, errorType } = call;
  if (!ownEndings.has(call.status) || httpStatus === null || httpStatus < 400) return null;
  return `Lens’s own error ${httpStatus}${errorType === null ? '' : ` (${errorType})`}`;
}

const ownEndings: ReadonlySet<Call['status']> = new Set(['rejected', 'upstream_failed', 'blocked']);

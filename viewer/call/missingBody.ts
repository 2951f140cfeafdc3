import type { Call, CallView } from '@lens/core/api';
import { ownError } from './ownError';

/** Why a direction of a call has no body to show; null where it has one. */
export function missingBody(view: CallView, direction: 'request' | 'response'): string | null {
  const side = view[direction];
  if (view.call.captureMode === 'metadata') return notKept;
  if (side.masked && side.original === null) return hidden;
  if (side.original !== null || side.final !== null) return null;
  if (side.rawKind === 'binary') return 'The body is binary; the Raw tab tells its size.';
  if (side.rawKind !== null) return 'The body is no JSON; the Raw tab has it as it came.';
  return absentBody(view.call, direction);
}

/** Why a call has no body in a direction at all. */
export function absentBody(call: Call, direction: 'request' | 'response'): string {
  if (call.captureMode === 'metadata') return notKept;
  if (call.source === 'otlp')
    return 'The span that told of this call has no contents in it; instrumentations leave them out unless told otherwise.';
  if (direction === 'request') return 'No request body was kept.';
  const own = ownError(call);
  if (own === null) return reasons[call.status];
  const said = call.errorMessage === null ? '.' : `: “${call.errorMessage}”`;
  return `${reasons[call.status]} The client got ${own}${said}`;
}

export const notKept = 'The body is not kept: this call’s capture mode is metadata.';

/** Told where an original may not be shown at all, beside the note that says who may see it. */
export const hidden = 'The original is hidden: a policy took secrets out of it, and where in it is not known.';

const reasons: Record<Call['status'], string> = {
  complete: 'The answer had no body.',
  provider_error: 'The provider’s error had no body.',
  upstream_failed: 'The provider gave no answer that could be passed on.',
  cut: 'The provider’s stream ended before any of the answer came.',
  aborted: 'The client left before any of the answer came.',
  blocked: 'The call was blocked before there was an answer.',
  rejected: 'The request was refused, so no provider was asked.',
  interrupted: 'The process ended before any of the answer was kept.',
};

import { codeOf } from '../../errors';
import { TracingError } from '../errors';

/** Statuses of HTTP and of gRPC (`INVALID_ARGUMENT`) that blame what was sent, and would again. */
const refusals = new Set([400, 413, 422, 3]);

/** Of gRPC: too much at once, which passes, or a message that is too large, which does not. */
const resourceExhausted = 8;

function isTooLarge(error: Error | undefined): boolean {
  return /larger than max/.test(error?.message ?? '');
}

/** Answers may quote what was sent, so that only their status is told. */
export function failureOf(error: Error | undefined): TracingError {
  const code = error !== undefined && 'code' in error ? error.code : undefined;
  if (typeof code === 'number') {
    const refused = refusals.has(code) || (code === resourceExhausted && isTooLarge(error));
    return new TracingError(
      refused ? 'traces_refused' : 'traces_not_sent',
      `The spans were answered with status ${code}.`,
    );
  }
  // `fetch` tells what happened in the cause.
  const reason = codeOf(error) || codeOf(error?.cause);
  return new TracingError('traces_not_sent', `The spans could not be sent${reason && ` (${reason})`}.`);
}

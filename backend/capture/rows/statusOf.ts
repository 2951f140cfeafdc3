import { errorOf, finishReasonOf, type Api, type ApiError, type Reconstruction } from '@lens/core/formats';
import { isObject } from '@lens/core/json';
import { partsLostType, type CallStatus } from '../../call';
import type { RecordedCall } from '../../call';
import type { Response } from './responseOf';

export interface Outcome {
  status: CallStatus;
  errorType: string | null;
  errorMessage: string | null;
}

/**
 * How the call ended. The gateway passes bytes on without reading them, so what a stream itself says (an error event, no
 * terminal event) is found here. A call without an end is interrupted, unless its client had the whole stream.
 */
export function statusOf({ start, end }: RecordedCall, response: Response | null): Outcome {
  const stream = response?.stream ?? null;
  if (!end) {
    const status = response && clientHadAll(response) ? 'complete' : 'interrupted';
    return { status, errorType: null, errorMessage: null };
  }
  const given: Outcome = { status: end.status, errorType: end.errorType, errorMessage: end.errorMessage };
  const error = stream ? stream.original.error : bodyError(start.api, end.status, response);
  if (error && (given.status === 'complete' || given.status === 'provider_error')) {
    return {
      status: 'provider_error',
      errorType: given.errorType ?? error.type,
      errorMessage: given.errorMessage ?? error.message,
    };
  }
  const ownFormat = start.operation !== 'passthrough';
  const partsLost = end.events.some(({ type }) => type === partsLostType);
  if (given.status === 'complete' && stream && ownFormat && !hasEnded(start.api, stream.original) && !partsLost)
    return { ...given, status: 'cut' };
  return given;
}

/** Some servers of OpenAI's API send nothing after the finish reason, and no client misses it. */
function hasEnded(api: Api, { complete, body }: Reconstruction): boolean {
  return complete || (api === 'openai' && body !== null && finishReasonOf(api, body) !== null);
}

function clientHadAll({ stream }: Response): boolean {
  return stream !== null && !stream.original.error && stream.final.complete;
}

function bodyError(api: RecordedCall['start']['api'], status: CallStatus, response: Response | null): ApiError | null {
  const body = response?.original.json;
  return status === 'provider_error' && isObject(body) ? errorOf(api, body) : null;
}

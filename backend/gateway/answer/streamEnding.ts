import type { IncomingHttpHeaders } from 'node:http';
import type { CallStatus } from '../../call';
import type { Call } from '../call';
import type { StreamOutcome } from '../../policies/chain.types';
import { EMPTY } from '../bytes';
import type { ErrorCode, StreamErrorCode } from '../errors/errorCatalogue';
import type { Refusal } from '../errors/refusal';
import { plainEnding, type Ending } from '../record/recordCall';
import type { StreamWatch } from './streamWatch';

/** Why nothing more of a stream is passed on; a refusal when the provider failed in the middle of it. */
export type StreamStop = 'ended' | 'aborted' | 'interrupted' | 'blocked' | 'too_long' | 'broken' | Refusal;

export interface StreamEnd {
  status: CallStatus;
  errorType: string | null;
  errorMessage: string | null;
  /** The error event the client is sent; null when its stream ended as the provider meant, or it is gone. */
  tell: { type: string; message: string; code: string } | null;
}

/**
 * Tells how a stream ended. One whose terminal event was passed on is complete, whatever happened after it; one without
 * it is if the provider ended it properly behind a finish reason.
 *
 * @param waiting the last chunk was not passed on yet
 */
export function howStreamEnded(
  call: Call,
  stop: StreamStop,
  waiting: boolean,
  watch: StreamWatch,
  outcome: StreamOutcome | null,
): StreamEnd {
  const blocked = outcome?.blocked ?? null;
  if (blocked !== null) {
    // The chain's own bytes told the client.
    return { status: 'blocked', errorType: blocked.type, errorMessage: blocked.message, tell: null };
  }
  if (stop === 'broken')
    return told('blocked', 'policy_error', "The gateway's policies failed, so the stream was stopped.");
  if (watch.error !== null) {
    return { status: 'provider_error', errorType: watch.error.type, errorMessage: watch.error.message, tell: null };
  }
  if ((watch.ended && !waiting) || (stop === 'ended' && (watch.finished || endsUnseen(call, watch)))) return complete;
  switch (stop) {
    case 'ended':
      return told('cut', 'stream_cut', "The provider's stream ended before its last event. Try again.");
    case 'aborted':
      return {
        status: 'aborted',
        errorType: 'client_closed',
        errorMessage: 'The client went away in mid-stream.',
        tell: null,
      };
    case 'interrupted':
      return told('interrupted', 'gateway_stopping', 'The gateway stopped in mid-stream. Try again in a moment.');
    case 'too_long':
      return told(
        'cut',
        'stream_too_long',
        `The stream ran longer than ${call.parts.limits.streamDurationMs} ms. Ask for less, or raise limits.stream_duration_ms of the gateway.`,
      );
    case 'blocked':
      return told('blocked', 'policy_blocked', 'A policy stopped the stream.');
    default:
      return told('cut', stop.code, stop.message, stop.type);
  }
}

const complete: StreamEnd = { status: 'complete', errorType: null, errorMessage: null, tell: null };

/** Streams whose terminal event the gateway does not know or can't see: their clean end has to do. */
function endsUnseen(call: Call, watch: StreamWatch): boolean {
  return call.operation === 'passthrough' || watch.blind;
}

function told(status: CallStatus, code: ErrorCode | StreamErrorCode, message: string, type = 'api_error'): StreamEnd {
  return { status, errorType: code, errorMessage: message, tell: { type, message, code } };
}

export function streamEnding(
  how: StreamEnd,
  outcome: StreamOutcome | null,
  provider: { status: number; headers: IncomingHttpHeaders },
): Ending {
  return {
    ...plainEnding,
    status: how.status,
    errorType: how.errorType,
    errorMessage: how.errorMessage,
    httpStatus: provider.status,
    upstreamStatus: provider.status,
    headers: provider.headers,
    response: {
      original: EMPTY,
      final: outcome?.changed === true ? EMPTY : null,
      steps: outcome?.steps ?? [],
      contentType: provider.headers['content-type'] ?? null,
    },
    streamed: true,
    policed: outcome !== null,
    events: outcome?.events ?? [],
    policyTimings: outcome?.timings ?? [],
  };
}

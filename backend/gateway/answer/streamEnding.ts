import type { IncomingHttpHeaders } from 'node:http';
import type { ApiError } from '@lens/core/formats';
import { outcomeOf, type AnswerSeen, type ChangeStep, type Outcome, type ReportedEnd } from '../../call';
import type { Blocked, StreamOutcome } from '../../policies/chain.types';
import { EMPTY } from '../bytes';
import type { ErrorCode, StreamErrorCode } from '../errors/errorCatalogue';
import type { Refusal } from '../errors/refusal';
import { plainEnding, type Ending } from '../record/ending';

/** Why nothing more of a stream is passed on; a refusal when the provider failed in the middle of it. */
export type StreamStop = 'ended' | 'aborted' | 'interrupted' | 'blocked' | 'too_long' | 'broken' | Refusal;

export interface StreamEnd extends Outcome {
  /** The error event the client is sent; null when its stream ended as the provider meant, or it is gone. */
  tell: (ApiError & { code: string }) | null;
}

/** Tells how a stream ended, from why it stopped and what was seen of it. `streamDurationMs` is the limit's value. */
export function howStreamEnded(
  stop: StreamStop,
  seen: AnswerSeen,
  blocked: Blocked | null,
  streamDurationMs: number,
): StreamEnd {
  if (blocked !== null) {
    // The chain's own bytes told the client.
    return {
      ...outcomeOf({ status: 'blocked', errorType: blocked.type, errorMessage: blocked.message }, seen),
      tell: null,
    };
  }
  const reported = stoppedBy(stop, streamDurationMs);
  const outcome = outcomeOf(reported, seen);
  const { status, errorType, errorMessage } = outcome;
  const isTold = status === 'cut' || status === 'interrupted' || status === 'blocked';
  if (!isTold || errorType === null || errorMessage === null) return { ...outcome, tell: null };
  const type = typeof stop === 'object' ? stop.type : 'api_error';
  return { ...outcome, tell: { type, message: errorMessage, code: errorType } };
}

/** What a stop tells of itself, whatever the stream says. */
function stoppedBy(stop: StreamStop, streamDurationMs: number): ReportedEnd {
  switch (stop) {
    case 'ended':
      return { status: 'complete', errorType: null, errorMessage: null };
    case 'aborted':
      return reported('aborted', 'client_closed', 'The client went away in mid-stream.');
    case 'interrupted':
      return reported('interrupted', 'gateway_stopping', 'The gateway stopped in mid-stream. Try again in a moment.');
    case 'too_long':
      return reported(
        'cut',
        'stream_too_long',
        `The stream ran longer than ${streamDurationMs} ms. Ask for less, or raise limits.stream_duration_ms of the gateway.`,
      );
    case 'blocked':
      return reported('blocked', 'policy_blocked', 'A policy stopped the stream.');
    case 'broken':
      return reported('blocked', 'policy_error', "The gateway's policies failed, so the stream was stopped.");
    default:
      return reported('cut', stop.code, stop.message);
  }
}

function reported(
  status: ReportedEnd['status'],
  errorType: ErrorCode | StreamErrorCode,
  errorMessage: string,
): ReportedEnd {
  return { status, errorType, errorMessage };
}

/** @param clientBytes recorded of what the client was sent; null when that is not recorded apart */
export function streamEnding(
  { status, errorType, errorMessage }: Outcome,
  outcome: StreamOutcome | null,
  provider: { status: number; headers: IncomingHttpHeaders; unsentBytes: number },
  clientBytes: number | null,
): Ending {
  return {
    ...plainEnding,
    status,
    errorType,
    errorMessage,
    httpStatus: provider.status,
    upstreamStatus: provider.status,
    headers: provider.headers,
    response: {
      original: EMPTY,
      final: outcome?.changed === true ? EMPTY : null,
      steps: stepsOf(outcome, clientBytes),
      contentType: provider.headers['content-type'] ?? null,
    },
    streamed: true,
    unsentBytes: provider.unsentBytes,
    policed: outcome !== null,
    events: outcome?.events ?? [],
    policyTimings: outcome?.timings ?? [],
  };
}

/** All that came out of the last policy was sent, unless the stream ended before: then it is longer, and kept. */
function stepsOf(outcome: StreamOutcome | null, clientBytes: number | null): ChangeStep[] {
  const steps = outcome?.steps ?? [];
  const last = steps.at(-1);
  return last?.body.length === clientBytes ? [...steps.slice(0, -1), { ...last, sent: true, body: EMPTY }] : steps;
}

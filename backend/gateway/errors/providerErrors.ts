import type { LimitsConfig } from '../../config';
import { refusalOf, type Refusal } from './refusal';

/** What undici's error says about the provider, as an answer for a client that has none yet. */
export function providerFailure(error: Error, upstream: string): Refusal {
  const code = errorCode(error);
  const about = `upstream ${upstream}`;
  switch (code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
      return refusalOf(
        'connect_timeout',
        `The provider behind ${about} did not accept a connection in time. Try again later.`,
      );
    case 'UND_ERR_HEADERS_TIMEOUT':
      return refusalOf(
        'timeout',
        `The provider behind ${about} did not answer in time. Try again, stream the answer, or raise headers_timeout_ms of this upstream.`,
      );
    case 'UND_ERR_BODY_TIMEOUT':
      return refusalOf(
        'idle_timeout',
        `The provider behind ${about} fell silent in the middle of its answer. Try again, or raise idle_timeout_ms of this upstream.`,
      );
    case 'UND_ERR_SOCKET':
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return refusalOf(
        'connection_lost',
        `The provider behind ${about} closed the connection before its answer was complete. Try again.`,
      );
    case 'UND_ERR_HEADERS_OVERFLOW':
      return refusalOf(
        'response_headers_too_large',
        `The provider behind ${about} sent more headers than header_bytes of this upstream allows. Whoever runs the gateway may raise it.`,
      );
    case 'HTTPParserError':
      return refusalOf(
        'invalid_response',
        `The provider behind ${about} sent an answer that is not valid HTTP (${code}). Check its base_url.`,
      );
    case 'STREAM_DAMAGED':
      return refusalOf(
        'invalid_response',
        `The provider behind ${about} sent a stream that is not what its content-encoding says. Try again; whoever runs the gateway should check its base_url.`,
      );
    case 'STREAM_TOO_LARGE':
      return refusalOf(
        'response_too_large',
        `The provider behind ${about} sent a compressed stream that is larger than limits.response_bytes of the gateway decompressed. Ask for less, or raise it.`,
      );
    case 'UND_ERR_INVALID_ARG':
      return refusalOf(
        'bad_request_head',
        `The request can't be passed on: ${error.message}. Correct its path or headers.`,
      );
    default:
      return refusalOf(
        'connect_failed',
        `The provider behind ${about} could not be reached (${code}). Try again later; whoever runs the gateway should check this upstream's base_url and network.`,
      );
  }
}

/** A provider whose answer comes in drops, never silent for so long that it would be cut for that. */
export function answerTooLong({ streamDurationMs }: Pick<LimitsConfig, 'streamDurationMs'>): Refusal {
  const message = `The provider's answer was not complete after ${streamDurationMs} ms. Ask for less, or raise limits.stream_duration_ms of the gateway.`;
  return refusalOf('response_too_long', message);
}

/** A provider that wants the request sent elsewhere. */
export function redirected(upstream: string): Refusal {
  const message = `The provider behind upstream ${upstream} redirects to another address, where this gateway does not go. Whoever runs the gateway should set its base_url to that address; its host is on record with the call.`;
  return refusalOf('redirect_refused', message);
}

function errorCode(error: Error): string {
  // One name for the parser's many codes (HPE_…).
  if (error.name === 'HTTPParserError') return error.name;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

import type { LimitsConfig } from '../../config';
import { EMPTY, join } from '../bytes';
import type { Call } from '../call';
import { refusalOf, type Refusal } from '../errors/refusal';
import { networkOf } from './arrivals';
import type { KnownCaller } from './credentials';

/** The body as it was sent, or why there is none; then `bytes` is what arrived up to the limit. */
export interface ReadResult {
  bytes: Buffer;
  refusal: Refusal | null;
}

/**
 * Reads a request's raw body up to the limits of size and time and calls back once. A client that leaves ends it too.
 *
 * @param keys see `senderKeys`
 */
export function readBody(call: Call, keys: readonly string[], done: (result: ReadResult) => void): void {
  const { req } = call;
  const { limits } = call;
  const declared = req.headers['content-length'];
  if (declared === undefined && req.headers['transfer-encoding'] === undefined) {
    done({ bytes: EMPTY, refusal: null });
    return;
  }
  if (Number(declared) > limits.bodyBytes) {
    done({ bytes: EMPTY, refusal: tooLarge(limits.bodyBytes) });
    return;
  }
  const { arrivals } = call.gateway;
  const arrival = arrivals.begin(networkOf(req.socket.remoteAddress), keys.join(' '), (refusal) => finish(refusal));
  if ('code' in arrival) {
    done({ bytes: EMPTY, refusal: arrival });
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  let finished = false;
  const finish = (refusal: Refusal | null): void => {
    if (finished) return;
    finished = true;
    clearTimeout(timer);
    arrivals.end(arrival);
    const bytes = join(chunks);
    // The request keeps this closure, and so the pieces beside the whole, until it is over.
    chunks.length = 0;
    done({ bytes, refusal });
  };
  const onData = (chunk: Buffer): void => {
    if (finished) return;
    size += chunk.length;
    const tooMany = arrivals.add(arrival, chunk.length);
    if (tooMany !== null) finish(tooMany);
    else if (!call.hold(chunk.length)) finish(noRoom(limits));
    else if (size <= limits.bodyBytes) chunks.push(chunk);
    else {
      chunks.push(chunk.subarray(0, chunk.length - (size - limits.bodyBytes)));
      finish(tooLarge(limits.bodyBytes));
    }
  };
  const onEnd = (): void => finish(null);
  const onClose = (): void => finish(refusalOf('client_closed', 'The client went away while it sent its request.'));
  const timer = setTimeout(() => finish(tooSlow(limits.requestTimeMs)), limits.requestTimeMs);
  req.on('data', onData).on('end', onEnd).on('close', onClose);
  // A connection lost in mid-body is told by `close`; without a listener this event would end the process.
  req.on('error', () => undefined);
}

/**
 * Under what a caller's calls are counted: each of his credentials, as another beside a valid one makes nobody of him that he
 * was not before. All with the gateway's token are one.
 */
export function senderKeys(caller: KnownCaller): string[] {
  return caller.kind === 'trusted' ? [''] : [...new Set(caller.own.filter((_header, index) => index % 2 === 1))];
}

export function tooLarge(limit: number): Refusal {
  const message = `The request body is larger than ${limit} bytes. Send less, or raise limits.body_bytes of the gateway.`;
  return refusalOf('body_too_large', message);
}

/** Other calls may end at any moment: this one is told to come back. */
export function noRoom({ bodiesBytes }: Pick<LimitsConfig, 'bodiesBytes'>): Refusal {
  const message = `The request bodies of all calls in flight are larger than ${bodiesBytes} bytes. Try again in a moment, or raise limits.bodies_bytes of the gateway.`;
  return refusalOf('bodies_too_large', message);
}

function tooSlow(limit: number): Refusal {
  const message = `The request body did not arrive within ${limit} ms. Send it faster, or raise limits.request_time_ms of the gateway.`;
  return refusalOf('request_timeout', message);
}

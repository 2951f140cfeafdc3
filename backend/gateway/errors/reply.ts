import type { OutgoingHttpHeaders } from 'node:http';
import { errorBody } from '@lens/core/formats';
import type { CallStatus } from '../../call';
import type { Call } from '../call';
import { plainEnding, type Ending } from '../record/ending';
import { endCall } from '../record/recordCall';
import { declaresBody } from '../request/declaresBody';
import { refusalOf, type Refusal } from './refusal';

/** How long a client may go on sending a body that was refused, so that it reads the answer instead of a reset. */
const LINGER_MS = 2000;

/** Ends a call with an answer of the gateway's own, in the error shape of the client's API. */
export function refuse(
  call: Call,
  refusal: Refusal,
  status: CallStatus = 'rejected',
  more: Partial<Ending> = {},
): void {
  if (refusal.limit !== undefined && !call.ended) call.hit(refusal.limit);
  const { code: errorType, message: errorMessage } = refusal;
  const httpStatus = call.gone ? null : refusal.status;
  endCall(call, { ...plainEnding, status, errorType, errorMessage, httpStatus, ...more }, () =>
    sendRefusal(call, refusal),
  );
}

/** Ends a call to which nothing was answered yet: nobody is there to hear it, or the process stops. */
export function endWithoutAnswer(call: Call, reason: 'aborted' | 'interrupted'): void {
  const message =
    reason === 'aborted'
      ? 'The client went away before its answer.'
      : 'The gateway is stopping. Try again in a moment.';
  const code = reason === 'aborted' ? 'client_closed' : 'gateway_stopping';
  refuse(call, refusalOf(code, message), reason);
}

/** The body of the answer that `sendRefusal` gives. */
export function refusalBody(call: Call, { type, message, code }: Refusal): Buffer {
  return Buffer.from(JSON.stringify(errorBody(call.api, { type, message, code, requestId: call.callId })));
}

function sendRefusal(call: Call, refusal: Refusal): void {
  const { req, res } = call;
  if (res.headersSent || res.destroyed) return;
  const body = refusalBody(call, refusal);
  const headers: OutgoingHttpHeaders = {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-luthien-call-id': call.callId,
  };
  if (refusal.retry === false) headers['x-should-retry'] = 'false';
  else if (refusal.retry !== undefined) headers['retry-after'] = String(refusal.retry);
  if (req.complete || !declaresBody(req.headers)) {
    res.writeHead(refusal.status, headers).end(body);
    return;
  }
  res.writeHead(refusal.status, { ...headers, connection: 'close' }).write(body);
  // All of the answer is out. Closing now would reset a client that still sends, before it reads: the rest of its body
  // is thrown away for a while first.
  const close = (): void => {
    clearTimeout(timer);
    res.end();
  };
  const timer = setTimeout(close, LINGER_MS);
  req.once('end', close).once('close', close).resume();
}

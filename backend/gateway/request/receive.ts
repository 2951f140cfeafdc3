import type { Call, Stoppable } from '../call';
import { decodeBody, isEncoded } from '../decodeBody';
import { endWithoutAnswer, refuse } from '../errors/reply';
import { tooManyCalls, tooManyOfKey } from '../slots';
import type { KnownCaller } from './credentials';
import { notRead } from '../largeBodies';
import { faultOf } from '../../log';
import { isJson } from './parseBody';
import { nothingReceived } from './receivedRequest';
import { understand } from './understand';
import { noRoom, readBody, senderKeys, tooLarge } from './readBody';

/** A client that leaves now is told by the reading itself, with what it had sent. */
const reading: Stoppable = {
  stop(reason, call) {
    if (reason === 'interrupted') endWithoutAnswer(call, reason);
  },
};

const deciding: Stoppable = {
  stop(reason, call) {
    endWithoutAnswer(call, reason);
  },
};

/** Reads, decompresses and parses the request into the call. */
export function receive(call: Call, caller: KnownCaller, next: () => void): void {
  const { req } = call;
  call.running = reading;
  const keys = senderKeys(caller);
  readBody(call, keys, ({ bytes, refusal }) => {
    if (call.ended) return;
    call.running = deciding;
    if (refusal === null && !call.takeSlot(keys)) {
      const { slots } = call.gateway;
      refuse(call, slots.full ? tooManyCalls(call.limits) : tooManyOfKey(call.limits));
      return;
    }
    call.request = { ...nothingReceived, sent: bytes, original: bytes };
    const encoding = req.headers['content-encoding'];
    if (refusal !== null) refuse(call, refusal, refusal.code === 'client_closed' ? 'aborted' : 'rejected');
    else if (isEncoded(encoding) && bytes.length > 0) decode(call, encoding, next);
    else readIt(call, next);
  });
}

function decode(call: Call, encoding: string, next: () => void): void {
  const limit = call.limits.bodyBytes;
  decodeBody(call.request.sent, encoding, limit, tooLarge(limit), (decoded) => {
    if (call.ended) return;
    if (decoded.refusal !== null) {
      refuse(call, decoded.refusal);
      return;
    }
    if (!call.hold(decoded.bytes.length)) {
      refuse(call, noRoom(call.limits));
      return;
    }
    call.request = { ...call.request, original: decoded.bytes, encoding: decoded.encoding };
    readIt(call, next);
  });
}

function readIt(call: Call, next: () => void): void {
  const { original } = call.request;
  const { gateway, limits } = call;
  const passes = call.operation === 'passthrough';
  if (passes && !mayBeJson(call)) {
    next();
    return;
  }
  // Where some route has policies: by which `model` of two is routed already says which.
  const oneReading = passes ? gateway.readsOthers : gateway.anyPolicies;
  const asked = { limits, oneReading, mustBeCall: !passes };
  const { largeBodies } = gateway;
  if (largeBodies === null || original.length < largeBodies.leastBytes) {
    understood(call, understand(original, asked), next);
    return;
  }
  largeBodies.read({ read: 'request', bytes: original, ...asked, limits: jsonLimits(limits) }).then(
    ({ about: body, refusal }) => call.ended || understood(call, { body, refusal }, next),
    (error: unknown) => {
      call.log.warn({ ...call.logFields, ...faultOf(error) }, 'A large body was not read in time.');
      refuse(call, notRead);
    },
  );
}

/** What policies may have to read is told by what it is, whatever its label says. */
function mayBeJson({ gateway, req, request: { original } }: Call): boolean {
  if (original.length === 0) return false;
  return isJson(req.headers['content-type']) || (gateway.readsOthers && beginsObject(original));
}

/** A byte order mark and blanks may stand before it. */
function beginsObject(bytes: Buffer): boolean {
  const at = bytes
    .subarray(0, 64)
    .toString('latin1')
    .search(/[^\s\xef\xbb\xbf]/);
  return at !== -1 && bytes[at] === 0x7b;
}

function jsonLimits({ jsonDepth, jsonValues }: Call['limits']): Pick<Call['limits'], 'jsonDepth' | 'jsonValues'> {
  return { jsonDepth, jsonValues };
}

function understood(call: Call, { body, refusal }: ReturnType<typeof understand>, next: () => void): void {
  if (refusal !== null) {
    refuse(call, refusal);
    return;
  }
  const model = body?.['model'];
  const stream = body?.['stream'] === true;
  call.request = { ...call.request, body, model: typeof model === 'string' ? model : null, stream };
  next();
}

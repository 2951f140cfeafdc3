import type { Call, Stoppable } from '../call';
import { decodeBody, isEncoded } from '../decodeBody';
import { refusalOf, type Refusal } from '../errors/refusal';
import { endWithoutAnswer, refuse } from '../errors/reply';
import { tooManyCalls } from '../slots';
import type { KnownCaller } from './credentials';
import { isJson, parseBody } from './parseBody';
import { nothingReceived } from './receivedRequest';
import { noRoom, readBody, tooLarge } from './readBody';

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
  readBody(call, caller, ({ bytes, refusal }) => {
    if (call.ended) return;
    call.running = deciding;
    if (refusal === null && !call.takeSlot()) {
      refuse(call, tooManyCalls(call.limits));
      return;
    }
    call.request = { ...nothingReceived, sent: bytes, original: bytes };
    const encoding = req.headers['content-encoding'];
    if (refusal !== null) refuse(call, refusal, refusal.code === 'client_closed' ? 'aborted' : 'rejected');
    else if (isEncoded(encoding) && bytes.length > 0) decode(call, encoding, next);
    else understand(call, next);
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
    understand(call, next);
  });
}

/** The two main routes need a JSON object with a model; what only passes through may be anything. */
function understand(call: Call, next: () => void): void {
  const { original } = call.request;
  const passes = call.operation === 'passthrough';
  if (passes && (original.length === 0 || !isJson(call.req.headers['content-type']))) {
    next();
    return;
  }
  // Where some route has policies: by which `model` of two is routed already says which.
  const once = !passes && call.gateway.anyPolicies;
  const { body, refusal } = parseBody(original, call.limits, once);
  const wrong = refusal ?? (passes ? null : modelMissing(body['model']));
  if (wrong !== null && !(passes && mayPass(wrong))) {
    refuse(call, wrong);
    return;
  }
  const model = body?.['model'];
  const stream = body?.['stream'] === true;
  call.request = { ...call.request, body, model: typeof model === 'string' ? model : null, stream };
  next();
}

function modelMissing(model: unknown): Refusal | null {
  if (typeof model === 'string' && model !== '') return null;
  const found = model === undefined ? 'missing' : 'not a text';
  return refusalOf('model_missing', `The field "model" is ${found}. Name the model to call, as in "model": "gpt-5".`);
}

/** What is no JSON object is the provider's to judge; what is over a limit is the gateway's. */
function mayPass({ limit }: Refusal): boolean {
  return limit === undefined;
}

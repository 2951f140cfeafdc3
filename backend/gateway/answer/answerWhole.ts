import { errorOf, errorWords } from '@lens/core/formats';
import { withoutMark, type JsonObject } from '@lens/core/json';
import { nothingSeen, outcomeOf, type ContentEncoding, type Exchange } from '../../call';
import { describeError } from '../../describeError';
import { settle } from '../../maybe';
import type { Call } from '../call';
import { faultOf } from '../../log';
import type { ChainOutcome, PolicyChain } from '../../policies/chain.types';
import { decodeBody, isEncoded } from '../decodeBody';
import { blockedRefusal, brokenChain, unreadable } from '../errors/policyRefusals';
import type { Refusal } from '../errors/refusal';
import { refusalBody, refuse } from '../errors/reply';
import { notRead } from '../largeBodies';
import { responseHeaders } from '../provider/forwardHeaders';
import { plainEnding, type Ending } from '../record/ending';
import { endCall } from '../record/recordCall';
import type { Route } from '../request/routes';
import { isPoliced } from './isPoliced';
import { readAnswer, parseObject } from './readAnswer';
import { writeHead, type AnswerHead } from './relay';

const PARTIAL_CONTENT = 206;

/** A whole response of the provider. */
interface Answer extends AnswerHead {
  /** As sent. */
  bytes: Buffer;
  /** Decompressed: what is recorded and what policies read. */
  original: Buffer;
  /** How `bytes` are compressed; null when `original` is the same, or they could not be read. */
  encoding: ContentEncoding | null;
}

/** Takes a whole response through its policies, records it and sends it. An unchanged one goes out byte for byte. */
export function answerWhole(call: Call, route: Route, head: AnswerHead, bytes: Buffer): void {
  const { status, headers } = head;
  const encoding = headers['content-encoding'];
  if (!isEncoded(encoding)) {
    policeAnswer(call, route, { ...head, bytes, original: bytes, encoding: null });
    return;
  }
  // Asked for none, but some servers compress all the same.
  const refusal = unreadable('a compressed answer that is damaged, or larger than limits.response_bytes');
  decodeBody(bytes, encoding, call.limits.responseBytes, refusal, (decoded) => {
    const asSent = { ...head, bytes, original: bytes, encoding: null };
    if (decoded.refusal === null) {
      policeAnswer(call, route, { ...asSent, original: decoded.bytes, encoding: decoded.encoding });
    } else if (status >= 300 || !isPoliced(call, route.chain, head, bytes)) policeAnswer(call, route, asSent);
    else refuse(call, refusal, 'upstream_failed', { upstreamStatus: status, headers });
  });
}

function policeAnswer(call: Call, { chain }: Route, answer: Answer): void {
  const { status, original } = answer;
  if (!isPoliced(call, chain, answer, original)) {
    finish(call, answer, null);
    return;
  }
  const { largeBodies } = call.gateway;
  const police = (read: AnswerRead): void => policeRead(call, chain, answer, read);
  const { jsonDepth, jsonValues } = call.limits;
  const how = { limits: { jsonDepth, jsonValues }, mayBeText: mayBeText(call, answer) };
  if (original.length === 0 || largeBodies === null || original.length < largeBodies.leastBytes) {
    police(readAnswer(original, how));
    return;
  }
  largeBodies.read({ read: 'answer', bytes: original, ...how }).then(
    ({ about: body, refusal }) => call.ended || police({ body, refusal }),
    (error: unknown) => {
      call.log.warn({ ...call.logFields, ...faultOf(error) }, 'A large answer was not read in time.');
      refuse(call, notRead, 'upstream_failed', { upstreamStatus: status, headers: answer.headers });
    },
  );
}

/** Calls are answered by a JSON object, other paths and errors by what they like. A part of a text may hold half a secret. */
function mayBeText({ operation }: Call, { status }: Answer): boolean {
  return (operation === 'passthrough' || status >= 300) && status !== PARTIAL_CONTENT;
}

/** What the answer says about itself at least, or why it can't be read. */
interface AnswerRead {
  body: JsonObject | null;
  refusal: Refusal | null;
}

function policeRead(call: Call, chain: PolicyChain, answer: Answer, { body, refusal }: AnswerRead): void {
  const { status, headers, original } = answer;
  if (status >= 300) {
    settleOutcome(call, answer, () => (original.length === 0 ? null : chain.onErrorResponse(original, body, call)));
    return;
  }
  if (body !== null) {
    settleOutcome(call, answer, () => chain.onResponse(original, body, call));
    return;
  }
  const passed = chain.onUnreadResponse(original, call);
  if (passed !== null) finish(call, answer, passed);
  else if (refusal !== null) refuse(call, refusal, 'upstream_failed', { upstreamStatus: status, headers });
}

function settleOutcome(
  call: Call,
  answer: Answer,
  police: () => ChainOutcome | null | Promise<ChainOutcome | null>,
): void {
  settle(
    police,
    (outcome) =>
      outcome === null || outcome.blocked === null
        ? finish(call, answer, outcome)
        : block(call, answer, outcome, outcome.blocked),
    (error) => {
      call.log.error({ ...call.logFields, err: describeError(error) }, 'The policy chain failed on a response.');
      const { status: upstreamStatus, headers } = answer;
      const response = exchange(answer, null, refusalBody(call, brokenChain));
      refuse(call, brokenChain, 'blocked', { upstreamStatus, headers, response });
    },
  );
}

function finish(call: Call, answer: Answer, outcome: ChainOutcome | null): void {
  call.marks.answered = call.now();
  const changed = outcome !== null && outcome.bytes !== answer.original;
  const bytes = changed ? outcome.bytes : answer.bytes;
  endCall(call, ending(call, answer, outcome, changed ? outcome.bytes : null), () => {
    const { res, req } = call;
    if (res.destroyed) return;
    const headers = responseHeaders(answer.headers, call.callId, changed);
    const length = req.method === 'HEAD' ? answer.headers['content-length'] : bytes.length;
    if (length !== undefined && answer.status !== 204 && answer.status !== 304) headers['content-length'] = length;
    writeHead(res, answer, headers);
    res.end(bytes);
  });
}

function ending(call: Call, answer: Answer, outcome: ChainOutcome | null, final: Buffer | null): Ending {
  const known = {
    ...plainEnding,
    status: 'complete' as const,
    httpStatus: answer.status,
    upstreamStatus: answer.status,
    headers: answer.headers,
    response: exchange(answer, outcome, final),
    policed: outcome !== null,
    events: outcome?.events ?? [],
    policyTimings: outcome?.timings ?? [],
  };
  if (answer.status < 400) return known;
  const error = errorIn(call, final ?? answer.original);
  const reported = { status: 'provider_error' as const, errorType: `http_${answer.status}`, errorMessage: error.words };
  const told = outcomeOf(reported, { ...nothingSeen, error: error.known });
  return { ...known, status: told.status, errorType: told.errorType, errorMessage: told.errorMessage };
}

/** Providers' errors are short. The recorder, which reads all there is, knows those that are not. */
const longestError = 64 * 1024;

/** In the words that the client was sent: what a policy took out of them is told to nobody. */
function errorIn(call: Call, sent: Buffer): { known: ReturnType<typeof errorOf>; words: string | null } {
  if (sent.length > longestError) return { known: null, words: null };
  const text = sent.toString();
  const body = parseObject(withoutMark(text));
  const known = body && errorOf(call.api, body);
  return { known, words: known === null ? errorWords(text) : null };
}

function block(call: Call, answer: Answer, outcome: ChainOutcome, blocked: NonNullable<ChainOutcome['blocked']>): void {
  const refusal = answer.status < 400 ? blockedRefusal(blocked) : asItsError(answer, blockedRefusal(blocked));
  const body = refusalBody(call, refusal);
  // To block is a change like any other, with its policy's name.
  const steps = [...outcome.steps, { policy: blocked.policy, redacts: blocked.redacts, body }];
  refuse(call, refusal, 'blocked', {
    ...ending(call, answer, { ...outcome, steps }, body),
    status: 'blocked',
    errorType: refusal.code,
    errorMessage: refusal.message,
    httpStatus: refusal.status,
  });
}

/** Clients decide by an error's status and pause whether to try again: those stay the provider's. */
function asItsError({ status, headers }: Answer, refusal: Refusal): Refusal {
  const { retry: _, ...told } = refusal;
  const pause = Number(headers['retry-after']);
  return { ...told, status, ...(Number.isInteger(pause) && { retry: pause }) };
}

function exchange(answer: Answer, outcome: ChainOutcome | null, final: Buffer | null = null): Exchange {
  return {
    original: answer.original,
    final,
    steps: outcome?.steps ?? [],
    contentType: answer.headers['content-type'] ?? null,
    ...(answer.encoding !== null && {
      packed: [{ body: answer.original, encoding: answer.encoding, bytes: answer.bytes }],
    }),
  };
}

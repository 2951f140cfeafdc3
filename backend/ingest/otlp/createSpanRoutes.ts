import { problemCatalogue } from '@lens/core/api';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { principalKey, type Principal } from '../../auth';
import { isFromElsewhere } from '../../http';
import { answerIngestError } from '../answerIngestError';
import type { IngestDeps } from '../deps';
import { busyDetail, createDoor } from '../door';
import { keepAll } from '../keepAll';
import { sendStatus, sendTaken } from './answer';
import type { RefusedSpan } from '../spanIntake';
import { countRefusedCall, countRefusedSpans } from '../tally';
import type { Rejected, SpansRead } from './readSpans';

/** However it is spelled: nothing of it goes on to a provider. */
const path = /^\/v1\/traces\/?$/i;

/**
 * `POST /v1/traces`: OTLP/HTTP. Spans of model calls come on record as calls, the others beside them. Needs a token with the
 * scope `ingest`; no other request of this address is passed on.
 */
export function createSpanRoutes(deps: IngestDeps): Router {
  const { limits, limitsHit, log } = deps;
  const router = Router();
  const refuseBusy = (res: Response): void => sendStatus(res, isJson(res.req), 429, busyDetail);
  router.all(path, admit(deps), ...createDoor(limits, limitsHit, refuseBusy), takeSpans(deps));
  router.use(
    path,
    answerIngestError(log, limitsHit, (res, { code, detail }) =>
      sendStatus(res, isJson(res.req), problemCatalogue[code].status, detail),
    ),
  );
  return router;
}

function isJson({ headers }: Pick<Request, 'headers'>): boolean {
  return /^application\/json\b/i.test(headers['content-type'] ?? '');
}

const tellers = new WeakMap<Request, Principal>();

function admit({ auth }: IngestDeps): RequestHandler {
  return (req, res, next) => {
    const refuse = (status: number, message: string): void => sendStatus(res, isJson(req), status, message);
    const principal = auth.authenticate(req.headers);
    if (principal === null) {
      res.set('www-authenticate', 'Bearer realm="luthien-lens"');
      refuse(401, 'Spans are taken with a token of the scope "ingest" (LENS_API_TOKENS): Authorization: Bearer …');
    } else if (!principal.scopes.includes('ingest') || isFromElsewhere(req.headers)) {
      refuse(403, 'What this came with does not have the scope "ingest".');
    } else if (req.method !== 'POST') {
      res.set('allow', 'POST');
      refuse(405, 'Spans are sent by POST.');
    } else if (!isJson(req) && !/^application\/x-protobuf\b/i.test(req.headers['content-type'] ?? '')) {
      refuse(415, 'Send application/x-protobuf or application/json.');
    } else {
      tellers.set(req, principal);
      next();
    }
  };
}

function takeSpans(deps: IngestDeps): RequestHandler {
  const { intake, spanIntake, readSpans, limitsHit } = deps;
  return async (req, res) => {
    const bytes: unknown = req.body;
    const read = await readSpans(bytes instanceof Uint8Array ? bytes : new Uint8Array(), isJson(req));
    if (read.invalid !== null) {
      sendStatus(res, isJson(req), 400, read.invalid);
      return;
    }
    count(read, deps);
    const principal = tellers.get(req);
    const teller = principal === undefined ? '' : principalKey(principal);
    const kept = await keepAll(read.calls, (call) => intake.keep(call, teller));
    const refusedCalls = kept.flatMap((one) => (one.status === 'refused' ? [one] : []));
    const refused = [...refusedCalls, ...(await spanIntake.keep(read.around))];
    answer(res, [...read.rejected, ...refused], limitsHit);
  };
}

/** What is known of spans before any is kept. */
function count({ ignored, rejected, around }: SpansRead, { spansIgnored, tally, limitsHit }: IngestDeps): void {
  for (const [reason, spans] of Object.entries(ignored)) spansIgnored[reason as keyof typeof ignored] += spans;
  for (const { code, isCall } of rejected) {
    if (isCall) countRefusedCall(tally, 'otlp', code);
    else countRefusedSpans(tally, code);
    if (code === 'too_many') limitsHit[isCall ? 'ingestion_batch' : 'ingestion_spans'] += 1;
  }
  limitsHit.ingested_span_bytes += around.filter(({ isCut }) => isCut).length;
}

type Refused = RefusedSpan | Rejected;

/** Sent again as a whole where there was no room: what was taken before is known. */
function answer(res: Response, refused: readonly Refused[], limitsHit: IngestDeps['limitsHit']): void {
  const noRoom = refused.filter(({ code }) => code === 'no_room');
  if (noRoom[0] !== undefined) {
    limitsHit.ingestion_no_room += noRoom.length;
    res.set('retry-after', '5');
    sendStatus(res, isJson(res.req), 503, noRoom[0].message);
    return;
  }
  // What is not kept by configuration is not wrong.
  const reasons = refused.filter(({ code }) => code !== 'not_kept').map(({ message }) => message);
  const partial =
    reasons.length === 0
      ? null
      : { rejectedSpans: reasons.length, errorMessage: [...new Set(reasons)].slice(0, 5).join('; ') };
  sendTaken(res, isJson(res.req), partial);
}

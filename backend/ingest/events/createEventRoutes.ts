import type { IngestedItem, IngestionResult, ProblemCode } from '@lens/core/api';
import { Router, type RequestHandler, type Response } from 'express';
import { principalKey, type Auth } from '../../auth';
import { allowOnly, isFromElsewhere, sendJson, sendProblem } from '../../http';
import type { IngestDeps } from '../deps';
import type { Intake, Kept } from '../intake';
import { answerIngestError } from '../answerIngestError';
import { createDoor } from '../door';
import { keepAll } from '../keepAll';
import { countRefusedCall } from '../tally';
import type { ToldItem } from '../toldCall';

const eventsPath = '/api/v1/events';

/** `POST /api/v1/events`: calls that other gateways and SDKs made. Needs the scope `ingest`. */
export function createEventRoutes(deps: IngestDeps): Router {
  const { auth, limits, limitsHit, log } = deps;
  const router = Router();
  router
    .route(eventsPath)
    .post(auth.requireScope('ingest'), refuseElsewhere, ...createDoor(limits, limitsHit), takeEvents(deps))
    .all(allowOnly('POST'));
  router.use(
    eventsPath,
    answerIngestError(log, limitsHit, (res, problem) => sendProblem(res, problem)),
  );
  return router;
}

const refuseElsewhere: RequestHandler = (req, res, next) => {
  if (!isFromElsewhere(req.headers)) next();
  else sendProblem(res, { code: 'forbidden', detail: 'Calls are not taken from the pages of other sites.' });
};

function takeEvents({ auth, intake, tally, readEvents, limitsHit }: IngestDeps): RequestHandler {
  return async (req, res) => {
    const bytes: unknown = req.body;
    const isLines = /^application\/(x-)?(ndjson|jsonl|json-?lines)\b/i.test(req.headers['content-type'] ?? '');
    const { items, unreadable } = await readEvents(bytes instanceof Uint8Array ? bytes : new Uint8Array(), isLines);
    if (unreadable !== null) {
      if (unreadable.code === 'body_too_large') limitsHit.ingestion_batch += 1;
      sendProblem(res, unreadable);
      return;
    }
    for (const { errors } of items) if (errors !== null) countRefusedCall(tally, 'events', 'invalid');
    const teller = tellerOf(auth, req);
    answer(res, await keepAll(items, (item, index) => itemOf(index, item, intake, teller)), limitsHit);
  };
}

function tellerOf(auth: Auth, req: Parameters<Auth['principalOf']>[0]): string {
  return principalKey(auth.principalOf(req));
}

async function itemOf(
  index: number,
  { id, call, errors }: ToldItem,
  intake: Intake,
  teller: string,
): Promise<IngestedItem> {
  if (call === null) return { index, id, status: 'refused', callId: null, code: 'invalid_call', errors };
  return toItem(index, id, await intake.keep(call, teller));
}

function toItem(index: number, id: string | null, kept: Kept): IngestedItem {
  if (kept.status !== 'refused') return { index, id, ...kept };
  const { status, code, message } = kept;
  return { index, id, status, callId: null, code, errors: [{ field: code === 'no_room' ? '' : 'startedAt', message }] };
}

/** 202 when all are on record, 207 when some are; none is a problem, with what became of each. */
function answer(res: Response, items: IngestedItem[], limitsHit: IngestDeps['limitsHit']): void {
  const with_ = (status: IngestedItem['status']) => items.filter((item) => item.status === status).length;
  const result: IngestionResult = {
    accepted: with_('accepted'),
    duplicates: with_('duplicate'),
    refused: with_('refused'),
    items,
  };
  const noRoom = items.filter(({ code }) => code === 'no_room').length;
  limitsHit.ingestion_no_room += noRoom;
  if (noRoom > 0) res.set('retry-after', retryAfter);
  if (result.refused < items.length || items.length === 0) {
    sendJson(res.status(result.refused === 0 ? 202 : 207), result);
    return;
  }
  const code = noRoom > 0 ? 'no_room' : 'nothing_accepted';
  sendProblem(res, { code, detail: details[code], items });
}

const retryAfter = '5';

const details = {
  no_room: 'The spool has no room for calls that were made elsewhere. Send them again later.',
  nothing_accepted:
    'None of these calls is what is wanted; `items` names what is wrong with each, /api/openapi.json what is wanted.',
} satisfies Partial<Record<ProblemCode, string>>;

import express, { type RequestHandler } from 'express';
import { sendProblem } from '../http';
import type { LensConfig } from '../config';
import type { IngestionLimitsHit } from './deps';

type Refuse = (res: Parameters<RequestHandler>[1]) => void;

/** Lets so many requests in at a time, whose bodies are in memory, and reads them. Behind whoever asks who it is. */
export function createDoor(
  { bodyBytes, concurrent }: Pick<LensConfig['ingest'], 'bodyBytes' | 'concurrent'>,
  limitsHit: Pick<IngestionLimitsHit, 'ingestion_busy'>,
  refuse: Refuse = refuseBusy,
): RequestHandler[] {
  let inside = 0;
  const enter: RequestHandler = (_req, res, next) => {
    if (inside >= concurrent) {
      limitsHit.ingestion_busy += 1;
      res.set('retry-after', '1');
      refuse(res);
      return;
    }
    inside += 1;
    res.once('close', () => (inside -= 1));
    next();
  };
  return [enter, express.raw({ limit: bodyBytes, type: () => true })];
}

const refuseBusy: Refuse = (res) => sendProblem(res, { code: 'ingestion_busy', detail: busyDetail });

export const busyDetail =
  'As many requests of ingestion are under way as may be (ingest.concurrent). Try again in a moment.';

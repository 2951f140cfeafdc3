import type { Realtime } from '@lens/core/api';
import { Router, type RequestHandler } from 'express';
import type { Auth } from '../../auth';
import { readOnly, sendJson } from '../../http';
import type { RealtimeCounts } from './createRealtime';

export interface RealtimeRoutesOptions {
  counts: Pick<RealtimeCounts, 'read'>;
  /** Of the scores of the last hour; null where nobody knows. What it throws is for `onError`. */
  hallucinationRate: () => Promise<number | null>;
  auth: Pick<Auth, 'requireScope'>;
  rateLimit: RequestHandler;
  onError: (error: unknown) => void;
}

/** `GET /metrics/realtime`, for whoever has the scope `metrics` or `read`. */
export function createRealtimeRoutes(options: RealtimeRoutesOptions): Router {
  const { counts, hallucinationRate, auth, rateLimit, onError } = options;

  /** Without the database everything else is known all the same. */
  async function rateOrNull(): Promise<number | null> {
    try {
      return await hallucinationRate();
    } catch (error) {
      onError(error);
      return null;
    }
  }

  const router = Router();
  router
    .route('/metrics/realtime')
    .all(auth.requireScope(['metrics', 'read']), rateLimit)
    .get(async (_req, res) => {
      const answer: Realtime = { ...counts.read(), hallucination_rate: await rateOrNull() };
      sendJson(res, answer);
    })
    .all(readOnly);
  return router;
}

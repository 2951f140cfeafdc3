import { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import type { Auth } from '../../auth';
import { readOnly, sendProblem } from '../../http';
import { createRealtimeRoutes, type RealtimeRoutesOptions } from '../realtime/createRealtimeRoutes';
import type { Metrics } from './createMetrics';
import { contentTypes } from './exposition';
import { negotiateFormat } from './negotiateFormat';

export interface MetricsRoutesOptions extends Pick<RealtimeRoutesOptions, 'counts' | 'hallucinationRate'> {
  metrics: Metrics;
  auth: Pick<Auth, 'requireScope'>;
  /** Shared with the query API: a token has one allowance. */
  rateLimit: RequestHandler;
  /** Told why the figures could not be gathered. */
  onError: (error: unknown) => void;
}

/** `GET /metrics`, for whoever has the scope `metrics`, and `GET /metrics/realtime`. */
export function createMetricsRoutes(options: MetricsRoutesOptions): Router {
  const { metrics, auth, rateLimit, onError } = options;
  const router = Router();
  router.use(createRealtimeRoutes(options));
  router
    .route('/metrics')
    .all(auth.requireScope('metrics'), rateLimit)
    .get((req, res) => {
      const format = negotiateFormat(req.headers.accept);
      const text = metrics.expose(format);
      res.set({ 'content-type': contentTypes[format], vary: 'accept', 'x-content-type-options': 'nosniff' }).end(text);
    })
    .all(readOnly);
  router.use(answerFailure(onError));
  return router;
}

function answerFailure(onError: (error: unknown) => void): ErrorRequestHandler {
  return (error, _req, res, next) => {
    onError(error);
    if (res.headersSent) next(error);
    else
      sendProblem(res, {
        code: 'internal_error',
        detail: 'The figures could not be gathered. This is a fault of the server; its log says more.',
      });
  };
}

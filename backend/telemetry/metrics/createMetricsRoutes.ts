import { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import { refuseMethod, sendProblem, type Auth } from '../../auth';
import type { Metrics } from './createMetrics';
import { contentTypes } from './exposition';
import { negotiateFormat } from './negotiateFormat';

export interface MetricsRoutesOptions {
  metrics: Metrics;
  auth: Pick<Auth, 'requireScope'>;
  /** Shared with the query API: a token has one allowance. */
  rateLimit: RequestHandler;
  /** Told why the figures could not be gathered. */
  onError: (error: unknown) => void;
}

/** `GET /metrics`, for whoever has the scope `metrics`. */
export function createMetricsRoutes({ metrics, auth, rateLimit, onError }: MetricsRoutesOptions): Router {
  const router = Router();
  router
    .route('/metrics')
    .all(auth.requireScope('metrics'), rateLimit)
    .get((req, res) => {
      const format = negotiateFormat(req.headers.accept);
      const text = metrics.expose(format);
      res.set({ 'content-type': contentTypes[format], vary: 'accept', 'x-content-type-options': 'nosniff' }).end(text);
    })
    .all(refuseMethod);
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

import type { TraceAnswer } from '@lens/core/api';
import { Router } from 'express';
import { mayReveal, type Principal } from '../auth';
import { readOnly, sendJson, sendProblem } from '../http';
import { findCallsOfTrace } from '../store';
import { answerError } from './answerError';
import type { QueryDeps } from './deps';
import { disclosedSpans } from './view/disclosedSpans';

type TraceRoutesDeps = Pick<QueryDeps, 'pool' | 'traces' | 'log' | 'auth' | 'rateLimit'>;

/** Of one trace; an agent at work all day may have more of them in one. */
const mostCalls = 200;

/** `GET /metrics/traces/{trace_id}`: the spans of a trace that calls of this server stand in. Needs the scope `read`. */
export function createTraceRoutes(deps: TraceRoutesDeps): Router {
  const { auth, rateLimit, log } = deps;
  const router = Router();
  router
    .route('/metrics/traces/:traceId')
    .all(auth.requireScope('read'), rateLimit)
    .get(async (req, res) => {
      const traceId = req.params.traceId.toLowerCase();
      const trace = await loadTrace(deps, traceId, auth.principalOf(req));
      if (trace !== null) sendJson(res, trace);
      else
        sendProblem(res, {
          code: 'unknown_trace',
          detail: `No call of this server stands in a trace ${traceId.slice(0, 32)}. It may be past its retention, or not written yet: try again in a second.`,
        });
    })
    .all(readOnly);
  router.use('/metrics/traces', answerError(log));
  return router;
}

/** Null for a trace without a call of ours: others' are not ours to give. */
async function loadTrace(deps: TraceRoutesDeps, traceId: string, reader: Principal): Promise<TraceAnswer | null> {
  if (!/^[0-9a-f]{32}$/.test(traceId)) return null;
  const calls = await findCallsOfTrace(deps.pool, traceId, mostCalls);
  if (calls.length === 0) return null;
  const trace = await deps.traces.trace(traceId, calls);
  return { traceId, ...trace, spans: disclosedSpans(trace, calls, mayReveal(reader)) };
}

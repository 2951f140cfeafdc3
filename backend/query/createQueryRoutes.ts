import {
  annotationQuerySchema,
  callQuerySchema,
  compareQuerySchema,
  costsQuerySchema,
  errorQuerySchema,
  eventQuerySchema,
  facetQuerySchema,
  policiesQuerySchema,
  sessionCallsQuerySchema,
  sessionQuerySchema,
} from '@lens/core/api';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { parseQuery, readOnly, sendJson, sendProblem, sendText } from '../http';
import { answerError } from './answerError';
import { bytesOf, type BuiltJson } from './builder/viewBuilder';
import type { QueryDeps } from './deps';
import { loadAnnotations } from './loadAnnotations';
import { loadCallPage } from './loadCallPage';
import { loadCosts } from './loadCosts';
import { loadEventPage } from './loadEventPage';
import { loadErrors } from './loadErrors';
import { loadFacets } from './loadFacets';
import { loadPolicies } from './loadPolicies';
import { loadSessionCalls, loadSessions } from './loadSessions';
import { openApiDocument } from './openapi/document';
import { idOf, sendUnknown, sendUnknownSession } from './sendAnswer';
import { loadCallDetail } from './view/loadCallDetail';
import { loadCallDiff } from './view/loadCallDiff';
import { loadCallView } from './view/loadCallView';
import { loadComparison } from './view/loadComparison';
import { loadEvents } from './view/loadEvents';

/** The query API: `/api/v1/…` and `/api/openapi.json`. Everything needs the scope `read`; errors are problem+json. */
export function createQueryRoutes(deps: QueryDeps): Router {
  const { pool, auth, search } = deps;
  const document = JSON.stringify(openApiDocument(deps.version));
  const router = Router();
  const get = (path: string, answer: RequestHandler): void => {
    router.route(path).get(answer).all(readOnly);
  };

  router.use('/api', auth.requireScope('read'), deps.rateLimit);
  get('/api/openapi.json', (_req, res) => sendText(res, document));
  get('/api/v1/calls', async (req, res) =>
    sendJson(res, await loadCallPage(pool, parseQuery(callQuerySchema, req.query), auth.principalOf(req), search)),
  );
  get('/api/v1/calls/:id', async (req, res) =>
    sendFound(req, res, await loadCallDetail(deps, idOf(req), auth.principalOf(req))),
  );
  get('/api/v1/calls/:id/diff', async (req, res) =>
    sendBuilt(req, res, await loadCallDiff(deps, idOf(req), auth.principalOf(req))),
  );
  get('/api/v1/calls/:id/events', async (req, res) => sendFound(req, res, await loadEvents(pool, idOf(req))));
  get('/api/v1/calls/:id/view', async (req, res) =>
    sendBuilt(req, res, await loadCallView(deps, idOf(req), auth.principalOf(req))),
  );
  get('/api/v1/costs', async (req, res) =>
    sendJson(res, await loadCosts(pool, parseQuery(costsQuerySchema, req.query), auth.principalOf(req), Date.now())),
  );
  get('/api/v1/compare', async (req, res) => {
    const query = parseQuery(compareQuerySchema, req.query);
    const comparison = await loadComparison(deps, query, auth.principalOf(req));
    if ('unknown' in comparison) sendUnknown(res, comparison.unknown);
    else sendBuilt(req, res, comparison);
  });
  get('/api/v1/errors', async (req, res) =>
    sendJson(res, await loadErrors(pool, parseQuery(errorQuerySchema, req.query), Date.now())),
  );
  get('/api/v1/annotations', async (req, res) =>
    sendJson(res, await loadAnnotations(pool, parseQuery(annotationQuerySchema, req.query))),
  );
  get('/api/v1/policy-events', async (req, res) =>
    sendJson(res, await loadEventPage(pool, parseQuery(eventQuerySchema, req.query))),
  );
  get('/api/v1/policies', async (req, res) =>
    sendJson(res, await loadPolicies(pool, deps.policies, parseQuery(policiesQuerySchema, req.query))),
  );
  get('/api/v1/facets', async (req, res) =>
    sendJson(res, await loadFacets(pool, parseQuery(facetQuerySchema, req.query), auth.principalOf(req))),
  );
  get('/api/v1/sessions', async (req, res) =>
    sendJson(res, await loadSessions(pool, parseQuery(sessionQuerySchema, req.query), auth.principalOf(req))),
  );
  get('/api/v1/sessions/:id', async (req, res) => {
    const query = parseQuery(sessionCallsQuerySchema, req.query);
    const found = await loadSessionCalls(pool, idOf(req), query, auth.principalOf(req));
    if (found === null) sendUnknownSession(res);
    else sendJson(res, found);
  });
  router.use('/api', (_req, res) =>
    sendProblem(res, {
      code: 'no_such_route',
      detail: 'There is nothing at this address; /api/openapi.json lists what there is.',
    }),
  );
  router.use(answerError(deps.log));
  return router;
}

function sendFound(req: Request, res: Response, found: object | null): void {
  if (found === null) sendUnknown(res, [idOf(req)]);
  else sendJson(res, found);
}

/** Part by part, as they came: megabytes are not joined on the request path. */
function sendBuilt(req: Request, res: Response, built: BuiltJson | null): void {
  if (built === null) {
    sendUnknown(res, [idOf(req)]);
    return;
  }
  res.set({ 'x-content-type-options': 'nosniff', 'content-length': String(bytesOf(built)) }).type('application/json');
  for (const part of built.parts) res.write(part);
  res.end();
}

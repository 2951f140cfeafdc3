import { Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { sendProblem } from '../http';
import { loadAssets } from './server/assets';
import { callPage } from './server/callPage';
import { callsPage } from './server/callsPage';
import { comparePage } from './server/comparePage';
import { errorsPage } from './server/errorsPage';
import { livePage } from './server/livePage';
import type { PageContext, PagesOptions } from './server/pageContext';
import { policiesPage } from './server/policiesPage';
import { renderPage } from './server/renderPage';
import { runbook } from './server/runbook';
import { securityHeaders } from './server/securityHeaders';
import { sendErrorPage } from './server/sendPage';
import { sessionPage } from './server/sessionPage';
import { sessionsPage } from './server/sessionsPage';

/**
 * `GET /` (recent calls), `GET /v2/debug/request/{call_id}`, `GET /compare`, `GET /v2/activity/monitor` (what happens now), `GET /errors`,
 * `GET /sessions` and `/sessions/{key}`, `GET /policies`, `GET /runbooks/{name}` (what to do about an alert), and the pages' scripts and styles under `/assets`.
 */
export function createPages(options: PagesOptions): Router {
  const { render = (task: string) => Promise.resolve(renderPage(task)), rateLimit = unlimited } = options;
  const context: PageContext = { ...options, render, assets: loadAssets(options.assetsDir) };
  const router = Router();
  const get = (path: string, answer: RequestHandler): void => {
    router.get(path, securityHeaders, options.auth.requireScope('read', 'page'), rateLimit, answer);
  };
  const page = (path: string, send: Page): void => get(path, (req, res) => send(req, res, context));
  router.use(context.assets.routes);
  page('/', callsPage);
  page('/v2/debug/request/:callId', callPage);
  page('/compare', comparePage);
  page('/v2/activity/monitor', livePage);
  page('/errors', errorsPage);
  page('/policies', policiesPage);
  page('/sessions', sessionsPage);
  page('/sessions/:key', sessionPage);
  get('/runbooks/:name', runbook(options.assetsDir));
  router.use(securityHeaders, nothingHere(context), failure(context));
  return router;
}

type Page = (req: Request, res: Response, context: PageContext) => Promise<void>;

/** For every path that nothing before answered: the pages come last. */
function nothingHere(context: PageContext): RequestHandler {
  return (req, res) => {
    if (req.method === 'GET' && req.accepts(['json', 'html']) === 'html') {
      sendErrorPage(req, res.status(404), context, { ...noPage, subject: req.path });
      return;
    }
    const detail = `There is no ${req.method} ${req.path}. Models are called below /v1/, calls are read below /api/v1/ (see /api/openapi.json).`;
    sendProblem(res, { code: 'no_such_path', detail });
  };
}

const unlimited: RequestHandler = (_req, _res, next) => next();

const noPage = {
  title: 'There is no such page',
  text: 'The recent calls are at the top of this site; a call’s page is /v2/debug/request/ and the id from its x-luthien-call-id header.',
};

function failure(context: PageContext): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (isUnreadable(error) && !res.headersSent) {
      sendErrorPage(req, res.status(400), context, { ...unreadablePage, subject: req.path });
      return;
    }
    context.onError(error);
    if (res.headersSent) next(error);
    else sendErrorPage(req, res.status(500), context, brokenPage);
  };
}

/** Express's own error about an address that it can't decode: anyone can send one. */
function isUnreadable(error: unknown): boolean {
  return error instanceof URIError && 'status' in error && error.status === 400;
}

const unreadablePage = {
  title: 'This address can’t be read',
  text: 'Something in it is not valid percent-encoding. Check that it was copied whole.',
};

const brokenPage = {
  title: 'This page could not be made',
  text: 'Calls are not affected: the gateway goes on and records them. The server’s log says what happened.',
  subject: '',
};

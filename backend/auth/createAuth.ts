import type { IncomingHttpHeaders } from 'node:http';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { findToken, readApiTokens } from './apiTokens';
import { readCookie, sessionCookie } from './cookies';
import type { Principal, Scope } from './principal';
import { sendProblem } from './sendProblem';
import { openSession, sealSession, sessionCookieName } from './session';
import { redeemSignInCode } from './signInCodes';
import { sendPlainPage } from './signInPage';

export interface AuthOptions {
  dataDir: string;
  sessionKey: string;
  /** The token with every scope. */
  apiToken: string;
  /** `LENS_API_TOKENS`. */
  apiTokens?: string | undefined;
  /** Pages are served over https. */
  secure: boolean;
  /** What a person types to get a new sign-in link. */
  linkCommand: string;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  sessionDays?: number;
}

export interface Auth {
  /** Whom a request comes from, told by its `Authorization` and `Cookie` headers alone; null for nobody we know. */
  authenticate: (headers: IncomingHttpHeaders) => Principal | null;
  /** Lets only principals with `scope` through: 401 and 403 are problem+json for the API, plain pages for people. */
  requireScope: (scope: Scope, kind?: 'api' | 'page') => RequestHandler;
  /** Who passed `requireScope` on this request. */
  principalOf: (req: Request) => Principal;
  /** `/login` and `/logout`. */
  routes: Router;
}

const dayMs = 86_400_000;

/** Closed by default: no bypass for localhost, nothing read from Host or forwarding headers. Throws `AuthError`. */
export function createAuth(options: AuthOptions): Auth {
  const { sessionKey, now } = options;
  const tokens = readApiTokens({ full: options.apiToken, list: options.apiTokens });
  const cookieName = sessionCookieName(sessionKey);
  const principals = new WeakMap<Request, Principal>();

  function authenticate(headers: IncomingHttpHeaders): Principal | null {
    const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return findToken(tokens, bearer);
    const cookie = readCookie(headers.cookie, cookieName);
    return cookie === null ? null : openSession(cookie, sessionKey, now());
  }

  function requireScope(scope: Scope, kind: 'api' | 'page' = 'api'): RequestHandler {
    return (req, res, next) => {
      res.set('cache-control', 'no-store');
      const principal = authenticate(req.headers);
      if (principal?.scopes.includes(scope) === true) {
        principals.set(req, principal);
        next();
      } else if (principal === null) refuseStranger(res, kind, options.linkCommand);
      else refuseScope(res, kind, scope);
    };
  }

  function principalOf(req: Request): Principal {
    const principal = principals.get(req);
    if (principal === undefined) throw new Error('principalOf is used on a route without requireScope');
    return principal;
  }

  return { authenticate, requireScope, principalOf, routes: signInRoutes(options, cookieName, authenticate) };
}

function signInRoutes(options: AuthOptions, cookieName: string, authenticate: Auth['authenticate']): Router {
  const { dataDir, sessionKey, secure, now, sessionDays = 7 } = options;
  const router = Router();
  router.get('/login', (req, res) => {
    const { code } = req.query;
    // A link preview asks with HEAD; that must not use the code up.
    const granted = typeof code === 'string' && req.method === 'GET' ? redeemSignInCode(dataDir, code, now()) : null;
    if (granted === null) {
      // Whoever opens the same link twice in one browser is signed in already.
      if (authenticate(req.headers) === null) refuseLink(res, options.linkCommand);
      else res.redirect(303, '/');
      return;
    }
    const session = sealSession({ name: 'sign-in', scopes: granted }, now() + sessionDays * dayMs, sessionKey);
    const cookie = sessionCookie(cookieName, session, { maxAgeSeconds: sessionDays * 86_400, secure });
    res.set({ 'set-cookie': cookie, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).redirect(303, '/');
  });
  router.all('/logout', (_req, res) => {
    res.set('set-cookie', sessionCookie(cookieName, '', { maxAgeSeconds: 0, secure }));
    sendPlainPage(res, {
      status: 200,
      title: 'Signed out',
      text: ['This browser is signed out. To sign in again, get a new link with this command and open it:'],
      command: options.linkCommand,
    });
  });
  return router;
}

function refuseStranger(res: Response, kind: 'api' | 'page', linkCommand: string): void {
  if (kind === 'page') {
    sendPlainPage(res, {
      status: 401,
      title: 'Sign in',
      text: [
        'These pages show what people said to models, so they are closed. Get a sign-in link with this command and open it:',
      ],
      command: linkCommand,
    });
    return;
  }
  res.set('www-authenticate', 'Bearer realm="luthien-lens"');
  sendProblem(res, {
    code: 'unauthorized',
    detail: `Send a token as "Authorization: Bearer …" (LENS_API_TOKEN), or sign in with a link from: ${linkCommand}`,
  });
}

function refuseScope(res: Response, kind: 'api' | 'page', scope: Scope): void {
  const detail = `What you signed in with does not have the scope "${scope}".`;
  if (kind === 'page') sendPlainPage(res, { status: 403, title: 'Not allowed', text: [detail] });
  else sendProblem(res, { code: 'forbidden', detail });
}

function refuseLink(res: Response, linkCommand: string): void {
  sendPlainPage(res, {
    status: 401,
    title: 'This link does not work any more',
    text: ['A sign-in link works once and for 15 minutes. Get a new one with this command:'],
    command: linkCommand,
  });
}

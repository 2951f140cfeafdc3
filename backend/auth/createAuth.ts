import type { IncomingHttpHeaders } from 'node:http';
import type { Request, RequestHandler, Response, Router } from 'express';
import { sendProblem } from '../http';
import { findToken, readApiTokens } from './apiTokens';
import { readCookie } from './cookies';
import { endedSessionsIn } from './endedSessions';
import { forGrafanaUser } from './grafanaUser';
import type { Principal, Scope } from './principal';
import { openSession, sessionCookieName, type Session } from './session';
import { sendPlainPage } from './signInPage';
import { createSignInRoutes } from './signInRoutes';

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
  /**
   * Whom a request comes from, told by its `Authorization` and `Cookie` headers; null for nobody we know. With a token Grafana
   * may say for whom it asks.
   */
  authenticate: (headers: IncomingHttpHeaders) => Principal | null;
  /** Lets only principals with `scope`, or any of several, through: 401 and 403 are problem+json for the API, plain pages for people. */
  requireScope: (scope: Scope | readonly Scope[], kind?: 'api' | 'page') => RequestHandler;
  /** Who passed `requireScope` on this request. */
  principalOf: (req: Request) => Principal;
  /** `/login` and `/logout`. */
  routes: Router;
}

/** Closed by default: no bypass for localhost, nothing read from Host or forwarding headers. Throws `AuthError`. */
export function createAuth(options: AuthOptions): Auth {
  const { sessionKey, now } = options;
  const tokens = readApiTokens({ full: options.apiToken, list: options.apiTokens });
  const cookieName = sessionCookieName(sessionKey, options.secure);
  const ended = endedSessionsIn(options.dataDir, now);
  const principals = new WeakMap<Request, Principal>();

  function sessionOf(headers: IncomingHttpHeaders): Session | null {
    const cookie = readCookie(headers.cookie, cookieName);
    const session = cookie === null ? null : openSession(cookie, sessionKey, now());
    return session === null || ended.has(session) ? null : session;
  }

  function authenticate(headers: IncomingHttpHeaders): Principal | null {
    const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      const token = findToken(tokens, bearer);
      return token && forGrafanaUser(token, headers);
    }
    const session = sessionOf(headers);
    return session && { name: session.name, scopes: session.scopes, by: 'sign-in' };
  }

  function requireScope(scope: Scope | readonly Scope[], kind: 'api' | 'page' = 'api'): RequestHandler {
    const allowed = [scope].flat();
    return (req, res, next) => {
      res.set('cache-control', 'no-store');
      const principal = authenticate(req.headers);
      if (principal?.scopes.some((each) => allowed.includes(each)) === true) {
        principals.set(req, principal);
        next();
      } else if (principal === null) refuseStranger(res, kind, options.linkCommand);
      else refuseScope(res, kind, allowed);
    };
  }

  function principalOf(req: Request): Principal {
    const principal = principals.get(req);
    if (principal === undefined) throw new Error('principalOf is used on a route without requireScope');
    return principal;
  }

  return {
    authenticate,
    requireScope,
    principalOf,
    routes: createSignInRoutes({ ...options, cookieName, ended, sessionOf }),
  };
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

function refuseScope(res: Response, kind: 'api' | 'page', scopes: readonly Scope[]): void {
  const named = scopes.map((scope) => `"${scope}"`).join(' or ');
  const detail = `What you signed in with does not have the scope ${named}.`;
  if (kind === 'page') sendPlainPage(res, { status: 403, title: 'Not allowed', text: [detail] });
  else sendProblem(res, { code: 'forbidden', detail });
}

import type { IncomingHttpHeaders } from 'node:http';
import { Router, type Response } from 'express';
import { isFromElsewhere } from '../http';
import { sessionCookie } from './cookies';
import type { EndedSessions } from './endedSessions';
import { beginSession, sealSession, type Session } from './session';
import { redeemSignInCode } from './signInCodes';
import { sendPlainPage } from './signInPage';

export interface SignInOptions {
  dataDir: string;
  sessionKey: string;
  cookieName: string;
  /** Pages are served over https. */
  secure: boolean;
  /** What a person types to get a new sign-in link. */
  linkCommand: string;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  sessionDays?: number;
  ended: EndedSessions;
  /** The session of a request's cookie that is still good. */
  sessionOf: (headers: IncomingHttpHeaders) => Session | null;
}

const dayMs = 86_400_000;

/** `/login`, which a sign-in link leads to, and `/logout`. */
export function createSignInRoutes(options: SignInOptions): Router {
  const { dataDir, sessionKey, cookieName, secure, now, ended, sessionOf, linkCommand, sessionDays = 7 } = options;
  const router = Router();
  router.get('/login', (req, res) => {
    const { code } = req.query;
    // A link preview asks with HEAD; that must not use the code up.
    const granted = typeof code === 'string' && req.method === 'GET' ? redeemSignInCode(dataDir, code, now()) : null;
    const before = sessionOf(req.headers);
    if (granted === null) {
      // Whoever opens the same link twice in one browser is signed in already.
      if (before === null) refuseLink(res, linkCommand);
      else res.redirect(303, '/');
      return;
    }
    if (before !== null) ended.end(before);
    const session = sealSession(beginSession(granted, now() + sessionDays * dayMs), sessionKey);
    const cookie = sessionCookie(cookieName, session, { maxAgeSeconds: sessionDays * 86_400, secure });
    res.set({ 'set-cookie': cookie, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).redirect(303, '/');
  });
  const logout = router.route('/logout');
  logout.get((req, res) => {
    const session = sessionOf(req.headers);
    if (session === null) sendSignedOut(res, 'Not signed in', 'This browser is not signed in.', linkCommand);
    else askToSignOut(res, session.name);
  });
  logout.post((req, res) => {
    if (isFromElsewhere(req.headers)) {
      refuseSignOut(res);
      return;
    }
    const session = sessionOf(req.headers);
    if (session !== null) ended.end(session);
    res.set({
      'set-cookie': sessionCookie(cookieName, '', { maxAgeSeconds: 0, secure }),
      // What the pages kept for this browser's next visit: the last list, the selected calls.
      'clear-site-data': '"storage"',
    });
    sendSignedOut(res, 'Signed out', 'This browser is signed out.', linkCommand);
  });
  logout.all((_req, res) => {
    res.status(405).set('allow', 'GET, HEAD, POST').end();
  });
  return router;
}

function refuseLink(res: Response, linkCommand: string): void {
  sendPlainPage(res, {
    status: 401,
    title: 'This link does not work any more',
    text: ['A sign-in link works once and for 15 minutes. Get a new one with this command:'],
    command: linkCommand,
  });
}

function askToSignOut(res: Response, name: string): void {
  sendPlainPage(res, {
    status: 200,
    title: 'Sign out?',
    text: [`This browser is signed in as ${name}. To sign in again takes a new link.`],
    button: { action: '/logout', label: 'Sign out' },
  });
}

function sendSignedOut(res: Response, title: string, said: string, linkCommand: string): void {
  sendPlainPage(res, {
    status: 200,
    title,
    text: [`${said} To sign in, get a new link with this command and open it:`],
    command: linkCommand,
  });
}

/** No page that is not our own may sign anybody out. */
function refuseSignOut(res: Response): void {
  sendPlainPage(res, {
    status: 403,
    title: 'Not signed out',
    text: ['Another site asked for this, and only these pages may. To sign out, open /logout yourself.'],
  });
}

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { isScope } from './principal';
import type { SignIn } from './signInCodes';

/** Cookies of earlier versions have no id: they can't be ended, and so are none. */
const sessionSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  /** Milliseconds since the Unix epoch. */
  expires: z.number(),
});

/** A browser that is signed in. */
export interface Session extends SignIn {
  /** By which it is ended; never given out but in the cookie. */
  id: string;
  /** Milliseconds since the Unix epoch. */
  expires: number;
}

/** A session of whoever opened a sign-in link. */
export function beginSession({ name, scopes }: SignIn, expires: number): Session {
  return { id: randomBytes(18).toString('base64url'), name, scopes, expires };
}

/** A cookie's value that says who signed in, signed so that only this installation can have made it. */
export function sealSession(session: Session, key: string): string {
  const body = Buffer.from(JSON.stringify(session)).toString('base64url');
  return `${body}.${signature(body, key)}`;
}

/** The session of a cookie; null when it is not ours or has expired. */
export function openSession(value: string, key: string, now: number): Session | null {
  const [body = '', signed = '', ...rest] = value.split('.');
  if (rest.length > 0 || !sameText(signed, signature(body, key))) return null;
  const { data: session } = sessionSchema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  if (session === undefined || session.expires <= now) return null;
  return { ...session, scopes: session.scopes.filter(isScope) };
}

const namePrefix = 'lens_session_';
/** What browsers take over https alone, from this host alone (RFC 6265bis §4.1.3.2). */
const hostPrefix = '__Host-';

/** A `Cookie` header without sign-ins: browsers send them to all of a host, and they are nobody else's business. */
export function withoutSessionCookies(header: string): string {
  if (!header.includes(namePrefix)) return header;
  const cookies = header.split(';').map((cookie) => cookie.trim());
  return cookies.filter((cookie) => !isSession(cookie)).join('; ');
}

function isSession(cookie: string): boolean {
  return cookie.startsWith(namePrefix) || cookie.startsWith(hostPrefix + namePrefix);
}

/**
 * The cookie's name. Browsers share cookies between the ports of a host, so each installation has its own: two on one
 * machine would sign each other out. Behind https no other server of the domain can set it.
 */
export function sessionCookieName(key: string, secure: boolean): string {
  return `${secure ? hostPrefix : ''}${namePrefix}${createHash('sha256').update(`name:${key}`).digest('hex').slice(0, 8)}`;
}

function signature(body: string, key: string): string {
  return createHmac('sha256', key).update(`session.${body}`).digest('base64url');
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { isScope, type Principal } from './principal';

const sessionSchema = z.object({
  name: z.string(),
  scopes: z.array(z.string()),
  /** Milliseconds since the Unix epoch. */
  expires: z.number(),
});

/** A cookie's value that says who signed in, signed so that only this installation can have made it. */
export function sealSession(principal: Principal, expires: number, key: string): string {
  const body = Buffer.from(JSON.stringify({ name: principal.name, scopes: principal.scopes, expires })).toString(
    'base64url',
  );
  return `${body}.${signature(body, key)}`;
}

/** Whose session this is; null when it is not ours or has expired. */
export function openSession(value: string, key: string, now: number): Principal | null {
  const [body = '', signed = '', ...rest] = value.split('.');
  if (rest.length > 0 || !sameText(signed, signature(body, key))) return null;
  const session = sessionSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  if (session.expires <= now) return null;
  return { name: session.name, scopes: session.scopes.filter(isScope) };
}

const namePrefix = 'lens_session_';

/** A `Cookie` header without sign-ins: browsers send them to all of a host, and they are nobody else's business. */
export function withoutSessionCookies(header: string): string {
  if (!header.includes(namePrefix)) return header;
  const cookies = header.split(';').map((cookie) => cookie.trim());
  return cookies.filter((cookie) => !cookie.startsWith(namePrefix)).join('; ');
}

/**
 * The cookie's name. Browsers share cookies between the ports of a host, so each installation has its own: two on one
 * machine would sign each other out.
 */
export function sessionCookieName(key: string): string {
  return `${namePrefix}${createHash('sha256').update(`name:${key}`).digest('hex').slice(0, 8)}`;
}

function signature(body: string, key: string): string {
  return createHmac('sha256', key).update(`session.${body}`).digest('base64url');
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

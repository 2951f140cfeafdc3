import { parseCookie, stringifySetCookie } from 'cookie';

/** The value of one cookie of a `Cookie` header; null when it is not there. */
export function readCookie(header: string | undefined, name: string): string | null {
  return parseCookie(header ?? '')[name] ?? null;
}

export interface CookieOptions {
  maxAgeSeconds: number;
  /** The page is served over https. */
  secure: boolean;
}

/** A `Set-Cookie` value that scripts can't read and other sites' forms don't send. */
export function sessionCookie(name: string, value: string, { maxAgeSeconds, secure }: CookieOptions): string {
  return stringifySetCookie({ name, value, path: '/', httpOnly: true, sameSite: 'lax', maxAge: maxAgeSeconds, secure });
}

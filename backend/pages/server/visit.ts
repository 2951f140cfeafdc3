import type { Request } from 'express';
import type { Principal } from '../../auth';
import type { ReaderData } from '../app/pageData';
import { readPreferences } from '../app/preferences';
import type { PageContext } from './pageContext';

/** A reader who asks for a page. */
interface Visit {
  reader: Principal;
  /** Of the page's address. */
  params: URLSearchParams;
  /** What every page is told of its reader. */
  readerData: ReaderData;
}

/** Who asks for a page, with what, and how they like it. */
export function visitOf(req: Request, { auth }: Pick<PageContext, 'auth'>): Visit {
  const reader = auth.principalOf(req);
  const preferences = readPreferences(req.headers.cookie ?? '');
  return {
    reader,
    params: new URL(req.originalUrl, 'http://page').searchParams,
    readerData: { preferences, signedInAs: signedInAs(reader) },
  };
}

/** Who a page says is signed in; null for a token, which has nothing to sign out of. */
export function signedInAs({ name, by }: Principal): string | null {
  return by === 'sign-in' ? name : null;
}

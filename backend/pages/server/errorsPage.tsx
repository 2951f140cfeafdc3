import { errorQuerySchema } from '@lens/core/api';
import { readErrors } from '@lens/viewer/address';
import type { Request, Response } from 'express';
import type { ErrorsPageData } from '../app/pageData';
import { readPreferences } from '../app/preferences';
import type { PageContext } from './pageContext';
import { sendPage } from './sendPage';
import { signedInAs } from './signedInAs';

/** `GET /errors`: errors that are the same, each once. What can't be read in the address is left out. */
export async function errorsPage(req: Request, res: Response, context: PageContext): Promise<void> {
  const shown = readErrors(new URL(req.originalUrl, 'http://page').searchParams);
  const { groups } = await context.listErrors(errorQuerySchema.parse(shown));
  const data: ErrorsPageData = {
    groups,
    shown,
    preferences: readPreferences(req.headers.cookie ?? ''),
    signedInAs: signedInAs(context.auth.principalOf(req)),
  };
  await sendPage(res, context, { page: 'errors', title: 'Errors', data });
}

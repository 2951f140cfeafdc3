import { errorQuerySchema } from '@lens/core/api';
import { readErrors } from '@lens/viewer/address';
import type { Request, Response } from 'express';
import type { ErrorsPageData } from '../app/pageData';
import type { PageContext } from './pageContext';
import { sendPage } from './sendPage';
import { visitOf } from './visit';

/** `GET /errors`: errors that are the same, each once. What can't be read in the address is left out. */
export async function errorsPage(req: Request, res: Response, context: PageContext): Promise<void> {
  const { params, readerData } = visitOf(req, context);
  const shown = readErrors(params);
  const { groups } = await context.listErrors(errorQuerySchema.parse(shown));
  const data: ErrorsPageData = {
    groups,
    shown,
    ...readerData,
  };
  await sendPage(res, context, { page: 'errors', title: 'Errors', data });
}

import { errorQuerySchema } from '@lens/core/api';
import type { Request, Response } from 'express';
import type { ErrorsPageData } from '../app/pageData';
import { readPreferences } from '../app/preferences';
import type { PageContext } from './pageContext';
import { sendPage } from './sendPage';
import { signedInAs } from './signedInAs';

/** `GET /errors`: errors that are the same, each once. What can't be read in the address is left out. */
export async function errorsPage(req: Request, res: Response, context: PageContext): Promise<void> {
  const params = new URL(req.originalUrl, 'http://page').searchParams;
  const { kind, order } = errorQuerySchema.shape;
  const query = errorQuerySchema.parse({
    kind: kind.catch(undefined).parse(params.get('kind') ?? undefined),
    order: order.catch('last_seen').parse(params.get('order') ?? undefined),
  });
  const { groups } = await context.listErrors(query);
  const data: ErrorsPageData = {
    groups,
    shown: { kind: query.kind, order: query.order },
    preferences: readPreferences(req.headers.cookie ?? ''),
    signedInAs: signedInAs(context.auth.principalOf(req)),
  };
  await sendPage(res, context, { page: 'errors', title: 'Errors', data });
}

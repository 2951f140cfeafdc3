import { readLiveFilters } from '@lens/viewer/address';
import type { Request, Response } from 'express';
import type { LivePageData } from '../app/pageData';
import type { PageContext } from './pageContext';
import { sendPage } from './sendPage';
import { visitOf } from './visit';

/** `GET /v2/activity/monitor`: what happens now, which the browser follows by itself. */
export async function livePage(req: Request, res: Response, context: PageContext): Promise<void> {
  const { params, readerData } = visitOf(req, context);
  const data: LivePageData = {
    filters: readLiveFilters(params),
    publicUrl: context.publicUrl,
    ...readerData,
  };
  await sendPage(res, context, { page: 'live', title: 'Live', data });
}

import { readLiveFilters } from '@lens/viewer/address';
import type { Request, Response } from 'express';
import type { LivePageData } from '../app/pageData';
import { readPreferences } from '../app/preferences';
import type { PageContext } from './pageContext';
import { sendPage } from './sendPage';
import { signedInAs } from './signedInAs';

/** `GET /v2/activity/monitor`: what happens now, which the browser follows by itself. */
export async function livePage(req: Request, res: Response, context: PageContext): Promise<void> {
  const data: LivePageData = {
    filters: readLiveFilters(new URL(req.originalUrl, 'http://page').searchParams),
    publicUrl: context.publicUrl,
    preferences: readPreferences(req.headers.cookie ?? ''),
    signedInAs: signedInAs(context.auth.principalOf(req)),
  };
  await sendPage(res, context, { page: 'live', title: 'Live', data });
}

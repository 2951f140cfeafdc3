import { sessionQuerySchema } from '@lens/core/api';
import { readSessions, sessionsQuery } from '@lens/viewer/address';
import type { Request, Response } from 'express';
import { mayReveal } from '../../auth';
import type { SessionsPageData } from '../app/pageData';
import type { PageContext } from './pageContext';
import { sendPage } from './sendPage';
import { visitOf } from './visit';

/** `GET /sessions`: conversations. What can't be read in the address, or is not for this reader, is left out. */
export async function sessionsPage(req: Request, res: Response, context: PageContext): Promise<void> {
  const { reader, params, readerData } = visitOf(req, context);
  const { before, user } = readSessions(params);
  const { shape } = sessionQuerySchema;
  const shown = {
    ...(before !== undefined && shape.before.safeParse(before).success && { before }),
    ...(user !== undefined && shape.user.safeParse(user).success && mayReveal(reader) && { user }),
  };
  const page = await context.listSessions(sessionQuerySchema.parse(Object.fromEntries(sessionsQuery(shown))), reader);
  const data: SessionsPageData = {
    page,
    shown,
    ...readerData,
  };
  await sendPage(res, context, { page: 'sessions', title: 'Sessions', data });
}

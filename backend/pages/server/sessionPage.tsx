import { sessionCallsQuerySchema } from '@lens/core/api';
import { readSession } from '@lens/viewer/address';
import type { Request, Response } from 'express';
import type { SessionPageData } from '../app/pageData';
import type { PageContext } from './pageContext';
import { sendErrorPage, sendPage } from './sendPage';
import { visitOf } from './visit';

/** `GET /sessions/{key}`: a conversation with its turns. */
export async function sessionPage(req: Request, res: Response, context: PageContext): Promise<void> {
  const key = String(req.params['key']).toLowerCase();
  const { reader, params, readerData } = visitOf(req, context);
  const { after } = readSession(params);
  const place = sessionCallsQuerySchema.shape.after.safeParse(after).success && after !== undefined ? { after } : {};
  const page = await context.loadSession(key, sessionCallsQuerySchema.parse({ ...place, limit: 100 }), reader);
  if (page === null) {
    sendErrorPage(req, res.status(404), context, { ...unknownSession, subject: key.slice(0, 200) });
    return;
  }
  const data: SessionPageData = {
    page,
    place,
    ...readerData,
  };
  await sendPage(res, context, { page: 'session', title: `Session ${key.slice(0, 8)}`, data });
}

const unknownSession = {
  title: 'No such session',
  text:
    'There is no session with this key, or all its calls are past their retention. Sessions whose ids could be guessed are ' +
    'for readers with the scope “reveal”.',
};

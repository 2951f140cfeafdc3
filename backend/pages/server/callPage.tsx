import { packCallView, type Call } from '@lens/core/api';
import { readCallTab } from '@lens/viewer/call';
import type { Request, Response } from 'express';
import { isUuid } from '../../uuid';
import type { SentCallPage } from '../app/pageData';
import { readPreferences } from '../app/preferences';
import { defaultInlineBytes, type PageContext } from './pageContext';
import { sendErrorPage, sendPage } from './sendPage';
import { signedInAs } from './signedInAs';

/** `GET /v2/debug/request/{call_id}` */
export async function callPage(req: Request, res: Response, context: PageContext): Promise<void> {
  const callId = String(req.params['callId']);
  const id = callId.toLowerCase();
  const loaded = isUuid(id) ? await load(id, req, context) : null;
  if (!loaded) {
    sendErrorPage(req, res.status(404), context, {
      ...unknownCall,
      subject: callId.slice(0, 200),
    });
    return;
  }
  const { view, complete } = loaded;
  const data: SentCallPage = {
    view: packCallView(view),
    complete,
    previousCallId: await previousOfSession(view.call, req, context),
    tab: readCallTab(new URL(req.originalUrl, 'http://page').searchParams.get('tab'), view.call),
    mayScore: context.auth.principalOf(req).scopes.includes('score'),
    preferences: readPreferences(req.headers.cookie ?? ''),
    signedInAs: signedInAs(context.auth.principalOf(req)),
  };
  const title = `${view.call.requestedModel ?? view.call.endpoint}, ${view.call.startedAt.slice(11, 19)}`;
  await sendPage(res, context, { page: 'call', title, data });
}

const unknownCall = {
  title: 'No such call',
  text:
    'There is no call with this id. A call is written a moment after its end, so one that is still running is not here yet; ' +
    'one that was erased, or whose retention time is over, is not here any more, and one with the capture mode off never was.',
};

function load(callId: string, req: Request, context: PageContext) {
  return context.loadView(callId, context.auth.principalOf(req), context.inlineBytes ?? defaultInlineBytes);
}

async function previousOfSession(call: Call, req: Request, context: PageContext): Promise<string | null> {
  if (call.sessionId === null) return null;
  const query = { session: call.sessionId, before: call.callId, limit: 1 };
  const { calls } = await context.listCalls(query, context.auth.principalOf(req));
  return calls[0]?.callId ?? null;
}

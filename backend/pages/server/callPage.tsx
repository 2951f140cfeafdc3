import { packCallView, type Call } from '@lens/core/api';
import { readCallTab } from '@lens/viewer/call';
import type { Request, Response } from 'express';
import type { Principal } from '../../auth';
import { isUuid } from '../../uuid';
import type { SentCallPage } from '../app/pageData';
import { defaultInlineBytes, type PageContext } from './pageContext';
import { sendErrorPage, sendPage } from './sendPage';
import { visitOf } from './visit';

/** `GET /v2/debug/request/{call_id}` */
export async function callPage(req: Request, res: Response, context: PageContext): Promise<void> {
  const callId = String(req.params['callId']);
  const id = callId.toLowerCase();
  const { reader, params, readerData } = visitOf(req, context);
  const loaded = isUuid(id) ? await context.loadView(id, reader, context.inlineBytes ?? defaultInlineBytes) : null;
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
    previousCallId: await previousOfSession(view.call, reader, context),
    tab: readCallTab(params.get('tab'), view.call),
    mayScore: reader.scopes.includes('score'),
    ...readerData,
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

async function previousOfSession(call: Call, reader: Principal, context: PageContext): Promise<string | null> {
  if (call.sessionId === null) return null;
  const query = { session: call.sessionId, before: call.callId, limit: 1 };
  const { calls } = await context.listCalls(query, reader);
  return calls[0]?.callId ?? null;
}

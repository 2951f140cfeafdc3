import { callsAsked } from '@lens/client/calls';
import { callQuerySchema } from '@lens/core/api';
import { isTurnedBack, readListPlace } from '@lens/viewer/address';
import type { Request, Response } from 'express';
import { mayReveal } from '../../auth';
import type { CallsPageData } from '../app/pageData';
import { pageHost } from '../app/pageHost';
import type { PageContext } from './pageContext';
import { sendErrorPage, sendPage } from './sendPage';
import { visitOf } from './visit';

/** `GET /`: the recent calls, filtered by the address. */
export async function callsPage(req: Request, res: Response, context: PageContext): Promise<void> {
  const { reader, params, readerData } = visitOf(req, context);
  const place = readListPlace(params);
  const query = callQuerySchema.safeParse(callsAsked(place, context.now()));
  if (!query.success) {
    const [issue] = query.error.issues;
    const words = issue?.code === 'too_big' && issue.origin === 'string' ? tooLong(issue.maximum) : badFilter;
    sendErrorPage(req, res.status(400), context, {
      ...words,
      subject: issue?.path.join('.') ?? '',
    });
    return;
  }
  if (query.data.user !== undefined && !mayReveal(reader)) {
    sendErrorPage(req, res.status(403), context, forbiddenFilter);
    return;
  }
  const page = await context.listCalls(query.data, reader);
  // Turned back to, a page that is not full is the beginning of the list, which may have grown or lost what was there.
  if (isTurnedBack(place) && page.calls.length < query.data.limit) {
    res.redirect(303, pageHost.links.list({ ...place, position: {} }));
    return;
  }
  const data: CallsPageData = {
    page,
    ...place,
    publicUrl: context.publicUrl,
    ...readerData,
  };
  await sendPage(res, context, { page: 'calls', title: 'Calls', data });
}

const forbiddenFilter = {
  title: 'This filter is not for your sign-in',
  text: 'Whose a call was only readers with the scope “reveal” are told. Take the filter out of the address, or go back to all calls.',
  subject: 'user',
};

const badFilter = {
  title: 'A filter in this address can’t be read',
  text: 'Its value is not one that this filter takes. Take it out of the address, or go back to all calls.',
};

function tooLong(most: number | bigint) {
  return {
    title: 'A filter in this address is too long',
    text: `It may have up to ${most} characters. Go back, and use a part of it that few calls have, or start from all calls.`,
  };
}

import type { Request, Response } from 'express';
import type { PoliciesPageData } from '../app/pageData';
import { readPreferences } from '../app/preferences';
import type { PageContext } from './pageContext';
import { sendPage } from './sendPage';
import { signedInAs } from './signedInAs';

/** `GET /policies`: what is configured, and what each policy did lately. */
export async function policiesPage(req: Request, res: Response, context: PageContext): Promise<void> {
  const data: PoliciesPageData = {
    list: await context.listPolicies(),
    preferences: readPreferences(req.headers.cookie ?? ''),
    signedInAs: signedInAs(context.auth.principalOf(req)),
  };
  await sendPage(res, context, { page: 'policies', title: 'Policies', data });
}

import type { Request, Response } from 'express';
import type { PoliciesPageData } from '../app/pageData';
import type { PageContext } from './pageContext';
import { sendPage } from './sendPage';
import { visitOf } from './visit';

/** `GET /policies`: what is configured, and what each policy did lately. */
export async function policiesPage(req: Request, res: Response, context: PageContext): Promise<void> {
  const { readerData } = visitOf(req, context);
  const data: PoliciesPageData = { list: await context.listPolicies(), ...readerData };
  await sendPage(res, context, { page: 'policies', title: 'Policies', data });
}

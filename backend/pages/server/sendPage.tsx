import type { Request, Response } from 'express';
import { readPreferences } from '../app/preferences';
import { renderDocument } from './document';
import type { PageContext } from './pageContext';
import { taskText, type PageTask } from './renderPage';
import { ErrorPage, type ErrorWords } from './ErrorPage';
import { signedInAs } from './visit';

/** `page` is rendered where the context says: a long one takes a tenth of a second. */
export async function sendPage(res: Response, { render, assets }: PageContext, page: Page): Promise<void> {
  const [styles, script] = [assets.url(`${page.page}Page.css`), assets.url(`${page.page}Page.js`)];
  sendHtml(res, await render(taskText({ ...page, styles, script })));
}

type Page = DistributiveOmit<PageTask, 'styles' | 'script'>;
type DistributiveOmit<T, Key extends keyof T> = T extends unknown ? Omit<T, Key> : never;

function sendHtml(res: Response, html: string): void {
  res.set('cache-control', 'no-store').type('html').send(html);
}

/** A page that says what happened and what to do; `res` has its status already. */
export function sendErrorPage(
  { headers }: Request,
  res: Response,
  { auth, assets }: Pick<PageContext, 'auth' | 'assets'>,
  words: ErrorWords,
): void {
  // Also asked for where nobody has to be signed in.
  const reader = auth.authenticate(headers);
  const parts = {
    title: words.title,
    theme: readPreferences(headers.cookie ?? '').theme,
    styles: assets.url('callPage.css'),
    client: null,
    body: <ErrorPage {...words} signedInAs={reader && signedInAs(reader)} />,
  };
  sendHtml(res, renderDocument(parts));
}

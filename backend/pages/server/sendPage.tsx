import type { Request, Response } from 'express';
import { readPreferences } from '../app/preferences';
import type { Assets } from './assets';
import { renderDocument } from './document';
import type { PageContext } from './pageContext';
import { taskText, type PageTask } from './renderPage';
import { ErrorPage, type ErrorWords } from './ErrorPage';

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
  cookie: Request['headers']['cookie'],
  res: Response,
  assets: Assets,
  words: ErrorWords,
): void {
  const parts = {
    title: words.title,
    theme: readPreferences(cookie ?? '').theme,
    styles: assets.url('callPage.css'),
    client: null,
    body: <ErrorPage {...words} />,
  };
  sendHtml(res, renderDocument(parts));
}

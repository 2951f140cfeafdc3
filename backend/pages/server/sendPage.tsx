import type { Request, Response } from 'express';
import { readPreferences } from '../app/preferences';
import type { Assets } from './assets';
import { renderDocument, type DocumentParts } from './document';
import { ErrorPage, type ErrorWords } from './ErrorPage';

export function sendPage(res: Response, parts: DocumentParts): void {
  res.set('cache-control', 'no-store').type('html').send(renderDocument(parts));
}

/** A page that says what happened and what to do; `res` has its status already. */
export function sendErrorPage(
  cookie: Request['headers']['cookie'],
  res: Response,
  assets: Assets,
  words: ErrorWords,
): void {
  sendPage(res, {
    title: words.title,
    theme: readPreferences(cookie ?? '').theme,
    styles: assets.url('callPage.css'),
    client: null,
    body: <ErrorPage {...words} />,
  });
}

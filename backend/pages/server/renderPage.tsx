import { unpackCallView } from '@lens/core/api';
import { parseJson } from '@lens/core/json';
import type { ReactNode } from 'react';
import { CallPageApp } from '../app/CallPageApp';
import { CallsPageApp } from '../app/CallsPageApp';
import { ComparePageApp } from '../app/ComparePageApp';
import { ErrorsPageApp } from '../app/ErrorsPageApp';
import { LivePageApp } from '../app/LivePageApp';
import { PoliciesPageApp } from '../app/PoliciesPageApp';
import { SessionPageApp } from '../app/SessionPageApp';
import { SessionsPageApp } from '../app/SessionsPageApp';
import type {
  CallsPageData,
  ComparePageData,
  ErrorsPageData,
  LivePageData,
  PoliciesPageData,
  SentCallPage,
  SessionPageData,
  SessionsPageData,
} from '../app/pageData';
import { renderDocument } from './document';

/** A page to be rendered. */
export type PageTask = { title: string; styles: string; script: string } & (
  | { page: 'call'; data: SentCallPage }
  | { page: 'calls'; data: CallsPageData }
  | { page: 'compare'; data: ComparePageData }
  | { page: 'live'; data: LivePageData }
  | { page: 'errors'; data: ErrorsPageData }
  | { page: 'policies'; data: PoliciesPageData }
  | { page: 'sessions'; data: SessionsPageData }
  | { page: 'session'; data: SessionPageData }
);

/** As JSON: it may go to another thread, where an object of a class would arrive without it. */
export function taskText(task: PageTask): string {
  return JSON.stringify(task);
}

/** From the very data that the browser takes it over with. `text` is `taskText`'s. */
export function renderPage(text: string): string {
  const read: unknown = parseJson(text);
  const task = read as PageTask;
  const { title, styles, script, data } = task;
  const { theme } = data.preferences;
  return renderDocument({ title, theme, styles, client: { script, data }, body: appOf(task) });
}

function appOf(task: PageTask): ReactNode {
  if (task.page === 'calls') return <CallsPageApp {...task.data} />;
  if (task.page === 'compare') return <ComparePageApp {...task.data} />;
  if (task.page === 'errors') return <ErrorsPageApp {...task.data} />;
  if (task.page === 'policies') return <PoliciesPageApp {...task.data} />;
  if (task.page === 'sessions') return <SessionsPageApp {...task.data} />;
  if (task.page === 'session') return <SessionPageApp {...task.data} />;
  if (task.page === 'live') return <LivePageApp {...task.data} />;
  return <CallPageApp {...task.data} view={unpackCallView(task.data.view)} />;
}

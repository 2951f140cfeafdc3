import { unpackCallView } from '@lens/core/api';
import type { ReactNode } from 'react';
import { CallPageApp } from '../app/CallPageApp';
import { CallsPageApp } from '../app/CallsPageApp';
import { ComparePageApp } from '../app/ComparePageApp';
import type { CallsPageData, ComparePageData, SentCallPage } from '../app/pageData';
import { renderDocument } from './document';

/** A page to be rendered, of plain data: it may go to another thread. */
export type PageTask = { title: string; styles: string; script: string } & (
  | { page: 'call'; data: SentCallPage }
  | { page: 'calls'; data: CallsPageData }
  | { page: 'compare'; data: ComparePageData }
);

/** From the very data that the browser takes it over with. */
export function renderPage(task: PageTask): string {
  const { title, styles, script, data } = task;
  const { theme } = data.preferences;
  return renderDocument({ title, theme, styles, client: { script, data }, body: appOf(task) });
}

function appOf(task: PageTask): ReactNode {
  if (task.page === 'calls') return <CallsPageApp {...task.data} />;
  if (task.page === 'compare') return <ComparePageApp {...task.data} />;
  return <CallPageApp {...task.data} view={unpackCallView(task.data.view)} />;
}

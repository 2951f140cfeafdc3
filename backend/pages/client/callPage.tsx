import { unpackCallView } from '@lens/core/api';
import { CallPageApp } from '../app/CallPageApp';
import type { CallPageData, SentCallPage } from '../app/pageData';
import { hydrate } from './hydrate';
import './pages.css';

hydrate(CallPageApp, (sent): CallPageData => {
  // The server wrote it from this type.
  const page = sent as SentCallPage;
  return { ...page, view: unpackCallView(page.view) };
});

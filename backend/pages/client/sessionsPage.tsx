import { SessionsPageApp } from '../app/SessionsPageApp';
import type { SessionsPageData } from '../app/pageData';
import { hydrate } from './hydrate';
import './pages.css';

// The server wrote the data from this type.
hydrate(SessionsPageApp, (sent) => sent as SessionsPageData);

import { SessionPageApp } from '../app/SessionPageApp';
import type { SessionPageData } from '../app/pageData';
import { hydrate } from './hydrate';
import './pages.css';

// The server wrote the data from this type.
hydrate(SessionPageApp, (sent) => sent as SessionPageData);

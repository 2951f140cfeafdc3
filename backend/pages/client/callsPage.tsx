import { CallsPageApp } from '../app/CallsPageApp';
import type { CallsPageData } from '../app/pageData';
import { hydrate } from './hydrate';
import './pages.css';

// The server wrote the data from this type.
hydrate(CallsPageApp, (sent) => sent as CallsPageData);

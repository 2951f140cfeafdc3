import { LivePageApp } from '../app/LivePageApp';
import type { LivePageData } from '../app/pageData';
import { hydrate } from './hydrate';
import './pages.css';

// The server wrote the data from this type.
hydrate(LivePageApp, (sent) => sent as LivePageData);

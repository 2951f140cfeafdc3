import { ErrorsPageApp } from '../app/ErrorsPageApp';
import type { ErrorsPageData } from '../app/pageData';
import { hydrate } from './hydrate';
import './pages.css';

// The server wrote the data from this type.
hydrate(ErrorsPageApp, (sent) => sent as ErrorsPageData);

import { PoliciesPageApp } from '../app/PoliciesPageApp';
import type { PoliciesPageData } from '../app/pageData';
import { hydrate } from './hydrate';
import './pages.css';

// The server wrote the data from this type.
hydrate(PoliciesPageApp, (sent) => sent as PoliciesPageData);

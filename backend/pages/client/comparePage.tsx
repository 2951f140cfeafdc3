import { ComparePageApp } from '../app/ComparePageApp';
import type { ComparePageData } from '../app/pageData';
import { hydrate } from './hydrate';
import './pages.css';

// The server wrote the data from this type.
hydrate(ComparePageApp, (sent) => sent as ComparePageData);

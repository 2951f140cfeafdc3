import { CallsPageApp } from '../app/CallsPageApp';
import { hydrate } from './hydrate';
import './pages.css';

hydrate(CallsPageApp);

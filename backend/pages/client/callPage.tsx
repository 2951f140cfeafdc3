import { CallPageApp } from '../app/CallPageApp';
import { hydrate } from './hydrate';
import './pages.css';

hydrate(CallPageApp);

import { renderPage } from '../pages';
import { serveTasks } from '../threads';

/** The thread that renders pages, entry of the bundle `dist/pageThread.js`. Only `main.ts` gives tasks. */
serveTasks((task) => Promise.resolve({ value: renderPage(String(task)), move: [] }));

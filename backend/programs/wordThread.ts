import { wordRowsOf, type CallText } from '../store';
import { serveTasks } from '../threads';

/** The thread that makes the words of calls, entry of the bundle `dist/wordThread.js`. Only the recorder gives it tasks. */
serveTasks((task) => ({ value: wordRowsOf(task as CallText[]), move: [] }));

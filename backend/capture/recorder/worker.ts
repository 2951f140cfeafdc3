import { warmDiff } from '@lens/core/diff';
import { createPostgresSink } from './postgresSink';
import { serveRecorder } from './serveRecorder';

/** Entry of the bundle `dist/recorder.js`. */
warmDiff();
serveRecorder((data, log) => [createPostgresSink(data, log)]);

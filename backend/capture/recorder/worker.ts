import { createPostgresSink } from './postgresSink';
import { serveRecorder } from './serveRecorder';

/** Entry of the bundle `dist/recorder.js`. */
serveRecorder((data, log) => [createPostgresSink(data.connectionString, log)]);

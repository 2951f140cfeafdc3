import { appendFileSync } from 'node:fs';
import { serveRecorder } from '../../backend/capture';
import { createPostgresSink } from '../../backend/store';

/** The product's recorder with an optional sink beside the database: a file, one line a call. */
serveRecorder((data, log) => [
  createPostgresSink(data, log),
  {
    name: 'feed',
    required: false,
    isPoison: () => false,
    write(calls) {
      appendFileSync(`${data.dir}.feed`, calls.map(({ callId }) => `${callId}\n`).join(''));
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  },
]);

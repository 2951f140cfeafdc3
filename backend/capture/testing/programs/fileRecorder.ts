import fs from 'node:fs';
import { serveRecorder } from '../../recorder/serveRecorder';

/** A recorder whose database is a file: one line a call. */
serveRecorder(({ connectionString }) => [
  {
    name: 'file',
    required: true,
    isPoison: () => false,
    write(calls) {
      fs.appendFileSync(connectionString, calls.map(({ callId, status }) => `${callId} ${status}\n`).join(''));
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  },
]);

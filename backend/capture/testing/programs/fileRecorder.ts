import fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { serveRecorder } from '../../recorder/serveRecorder';

/** A recorder whose database is a file: one line a call. While another one is beside it, it hangs; it dies of calls to `killer`. */
serveRecorder(({ connectionString }) => [
  {
    name: 'file',
    required: true,
    isPoison: () => false,
    async write(calls, signal) {
      while (fs.existsSync(`${connectionString}.hangs`)) await wait(20, undefined, { signal });
      if (calls.some(({ requestedModel, partial }) => requestedModel === 'killer' && partial === null)) process.abort();
      fs.appendFileSync(connectionString, calls.map(({ callId, status }) => `${callId} ${status}\n`).join(''));
    },
    close: () => Promise.resolve(),
  },
]);

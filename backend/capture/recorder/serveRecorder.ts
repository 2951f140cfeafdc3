import os from 'node:os';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { CaptureError } from '../errors';
import type { CaptureLog } from '../log';
import type { FromWorker, RecorderData, ToWorker } from './messages';
import { Recorder } from './recorder';
import { runRecorder } from './runRecorder';
import type { Sink } from './sink';
import { createSleeper } from './sleeper';

const statsMs = 1000;
/** Below the request path, which shares the processor. */
const niceness = 10;

/** The recorder's worker thread: runs until the main thread says stop, and reports logs and figures to it. */
export function serveRecorder(createSinks: (data: RecorderData, log: CaptureLog) => Sink[]): void {
  const port = parentPort;
  if (!port) throw new CaptureError('recorder_failed', 'The recorder is a worker thread: start it with startRecorder.');
  yieldToRequests();
  // What startRecorder passed on; the same build made both sides.
  const data = workerData as RecorderData;
  const log = logThrough(port);
  const sleeper = createSleeper();
  const recorder = new Recorder({
    dir: data.dir,
    sinks: createSinks(data, log),
    log,
    now: Date.now,
    sleep: (ms) => sleeper.sleep(ms),
  });
  const send = (message: FromWorker) => port.postMessage(message);
  const report = setInterval(() => send({ type: 'stats', stats: recorder.stats() }), statsMs);
  const run = runRecorder(recorder, sleeper, Date.now);
  port.on('message', ({ drainMs }: ToWorker) => {
    void run.stop(drainMs).then(() => {
      clearInterval(report);
      send({ type: 'stats', stats: recorder.stats() });
      port.close();
    });
  });
}

/** On Linux a thread has a priority of its own; elsewhere this would slow the whole process down. */
function yieldToRequests(): void {
  if (process.platform === 'linux') os.setPriority(0, niceness);
}

function logThrough(port: MessagePort): CaptureLog {
  const at = (level: 'info' | 'warn' | 'error') => (fields: object, message: string) => {
    const entry: FromWorker = { type: 'log', level, fields, message };
    port.postMessage(entry);
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

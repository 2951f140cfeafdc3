import type { ChildProcess } from 'node:child_process';
import { forkProcess, type ForkOptions } from '../../process/forkProcess';
import type { FromRecorder, RecorderData, ToRecorder } from './messages';

export interface RecorderProcessOptions extends ForkOptions {
  data: Omit<RecorderData, 'heapBytes'>;
  /** How long it may be busy with one call before it is ended, as if it had died of it. */
  patienceMs?: number;
}

const watchMs = 1000;
/** The rows of a batch live until it is stored: with V8's default of 16 MB a fifth of the recorder's time goes into copying them. */
const youngObjects = '--max-semi-space-size=32';
/**
 * The bodies that pass count as the heap's growth, so that V8 collected all of it, some 40 MB, every hundred calls of 50 KB:
 * a fifth of the recorder's time. It may grow to five times what was left, within its bound.
 */
const oldObjects = '--heap-growing-percent=400';

/** One process that records, told by messages what to do. */
export interface RecorderProcess {
  send: (message: ToRecorder) => void;
  kill: () => void;
  ended: Promise<void>;
}

interface Observer {
  receive: (message: FromRecorder) => void;
  ended: (reason: string) => void;
}

export function forkRecorder(
  { file, data, heapBytes, patienceMs = 120_000 }: RecorderProcessOptions,
  { receive, ended }: Observer,
): RecorderProcess {
  const mayPrint = data.telemetry?.exporters.includes('console') === true || data.records?.print === true;
  const { child, gone } = forkProcess(
    { file, heapBytes, nodeFlags: [youngObjects, oldObjects], mayPrint },
    (reason) => {
      silence.end();
      ended(silence.reason() ?? reason);
    },
  );
  const silence = watchSilence(child, patienceMs);
  // What comes from it was made by the same build.
  child.on('message', (message) => {
    silence.heard();
    receive(message as FromRecorder);
  });
  // A message to a process that is gone fails; that it is gone is known otherwise.
  const send = (message: ToRecorder) => {
    if (child.connected) child.send(message, () => undefined);
  };
  send({ type: 'start', data: { ...data, heapBytes } });
  return { send, kill: () => void child.kill('SIGKILL'), ended: gone };
}

/** It reports each second unless a call keeps it busy. Counted in ticks: while the machine sleeps nobody is late. */
function watchSilence(child: ChildProcess, patienceMs: number) {
  let ticks = 0;
  let reason: string | null = null;
  const timer = setInterval(() => {
    if (++ticks * watchMs < patienceMs) return;
    reason = `one call kept it busy for more than ${patienceMs / 1000} s`;
    child.kill('SIGKILL');
  }, watchMs);
  return { heard: () => void (ticks = 0), reason: () => reason, end: () => clearInterval(timer) };
}

import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { childEnv } from './childEnv';
import { lastWords } from './lastWords';
import type { FromRecorder, RecorderData, ToRecorder } from './messages';

export interface ForkOptions {
  /** The recorder's bundle: `dist/recorder.js`. */
  file: string | URL;
  data: RecorderData;
  /** Memory that its objects may take. Beyond it the process ends. */
  heapBytes: number;
  /** How long it may be busy with one call before it is ended, as if it had died of it. */
  patienceMs?: number;
}

const watchMs = 1000;
/** The rows of a batch live until it is stored: with V8's default of 16 MB a fifth of the recorder's time goes into copying them. */
const youngObjects = '--max-semi-space-size=32';

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
  { file, data, heapBytes, patienceMs = 120_000 }: ForkOptions,
  { receive, ended }: Observer,
): RecorderProcess {
  const child = fork(typeof file === 'string' ? file : fileURLToPath(file), [], {
    execArgv: ['--enable-source-maps', youngObjects, `--max-old-space-size=${Math.ceil(heapBytes / 1024 / 1024)}`],
    env: childEnv(process.env),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-16_384)));
  const silence = watchSilence(child, patienceMs);
  // What comes from it was made by the same build.
  child.on('message', (message) => {
    silence.heard();
    receive(message as FromRecorder);
  });
  const gone = new Promise<void>((resolve) => {
    const onEnd = (reason: string) => {
      silence.end();
      resolve();
      ended(reason);
    };
    // A process that could not even be started has no `close`.
    child.once('error', (error) => child.pid === undefined && onEnd(error.message));
    child.once('close', (code, signal) => onEnd(silence.reason() ?? lastWords(said, code, signal)));
  });
  // A message to a process that is gone fails; that it is gone is known otherwise.
  const send = (message: ToRecorder) => {
    if (child.connected) child.send(message, () => undefined);
  };
  send({ type: 'start', data });
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

import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CaptureLog } from '../log';
import { childEnv } from './childEnv';
import { createLag, type LagLimits } from './lag';
import { lastWords } from './lastWords';
import type { FromRecorder, RecorderData, ToRecorder } from './messages';
import type { RecorderStats } from './recorder';

export interface RecorderProcessOptions {
  /** The recorder's bundle: `dist/recorder.js`. */
  file: string | URL;
  data: RecorderData;
  /** The sequence of the last record that is in the spool. */
  written: () => number;
  /** Memory that its objects may take. Beyond it the recorder ends and is started again. */
  heapBytes: number;
  log: CaptureLog;
  firstRestartMs?: number;
  maxRestartMs?: number;
  /** How long it may be busy with one call before it is ended, as if it had died of it. */
  patienceMs?: number;
  lag?: Partial<LagLimits>;
}

export interface RecorderProcess {
  /** The figures of at most a second ago; null before the first. */
  stats(): (RecorderStats & { restarts: number }) | null;
  /**
   * Stores everything that is in the spool, for at most `drain` milliseconds, then ends the process. What is left is
   * stored at the next start.
   */
  stop(options: { drain: number }): Promise<void>;
  /** Ends the process at once; it is started again. For tests of that, and for operators. */
  terminate(): Promise<void>;
}

/** A recorder that ran so long was sound: its next restart comes quickly again. */
const soundMs = 60_000;
/** Beyond the drain: for a write that is under way. */
const graceMs = 2_000;
const watchMs = 1000;
/** The rows of a batch live until it is stored: with V8's default of 16 MB a fifth of the recorder's time goes into copying them. */
const youngObjects = '--max-semi-space-size=32';

/**
 * Runs the recorder in a process of its own: where V8 runs out of memory it ends the whole process, and nothing can stop
 * it from that. When the recorder ends unasked it is started again, after growing pauses, and goes on from the
 * checkpoint; `attempts.ts` sees to it that it does not die of the same call for ever.
 *
 *   at its priority ──(it keeps up)──► in the idle class ──(it is late)──► ended, and another one begins
 *
 * There the scheduler gives it what the request path leaves. A process can't come back from there without privileges;
 * a new one is not there.
 */
export function startRecorder(options: RecorderProcessOptions): RecorderProcess {
  const { log, written, firstRestartMs = 100, maxRestartMs = 10_000, patienceMs = 120_000 } = options;
  let latest: RecorderStats | null = null;
  let restarts = 0;
  let pause = firstRestartMs;
  let restart: NodeJS.Timeout | null = null;
  let stopping = false;
  let place: 'at its priority' | 'stepping back' | 'in the idle class' | 'leaving' = 'at its priority';
  let running = start();
  const lagOf = createLag(options.lag);
  const watch = setInterval(() => keepPace(), watchMs);

  function start(): Running {
    const startedAt = performance.now();
    place = 'at its priority';
    return run(options, {
      receive(message) {
        if (message.type === 'stats') latest = message.stats;
        else if (message.type === 'stepped_back') place = 'in the idle class';
        else log[message.level](message.fields, message.message);
      },
      ended(reason) {
        if (stopping) return;
        if (place === 'leaving') running = start();
        else revive(reason, performance.now() - startedAt);
      },
      patienceMs,
    });
  }

  function keepPace(): void {
    if (latest === null) return;
    const { sequence, oldestMs, sinks } = latest;
    const failing = Object.values(sinks).some((sink) => sink.failing !== null);
    const lag = lagOf(performance.now(), { written: written(), read: sequence, oldestMs, failing });
    if (lag === 'calm' && place === 'at its priority') {
      place = 'stepping back';
      running.send({ type: 'step_back' });
    } else if (lag === 'late' && place === 'in the idle class') {
      place = 'leaving';
      log.info({ oldest_ms: oldestMs }, 'the recorder is late and goes on at its priority until it keeps up again');
      running.send({ type: 'stop', drainMs: 0 });
    }
  }

  function revive(reason: string, ranMs: number): void {
    restarts++;
    pause = ranMs >= soundMs ? firstRestartMs : Math.min(2 * pause, maxRestartMs);
    log.error({ reason, restarts, pause_ms: pause }, 'the recorder stopped and is started again');
    restart = setTimeout(() => (running = start()), pause);
  }

  async function stop({ drain }: { drain: number }): Promise<void> {
    stopping = true;
    clearInterval(watch);
    if (restart) clearTimeout(restart);
    running.send({ type: 'stop', drainMs: drain });
    const timer = setTimeout(running.kill, drain + graceMs);
    await running.ended;
    clearTimeout(timer);
  }

  async function terminate(): Promise<void> {
    running.kill();
    await running.ended;
  }

  return { stats: () => latest && { ...latest, restarts }, stop, terminate };
}

interface Running {
  send: (message: ToRecorder) => void;
  kill: () => void;
  ended: Promise<void>;
}

interface Observer {
  receive: (message: FromRecorder) => void;
  ended: (reason: string) => void;
  patienceMs: number;
}

function run({ file, data, heapBytes }: RecorderProcessOptions, { receive, ended, patienceMs }: Observer): Running {
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

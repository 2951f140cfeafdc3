import { setTimeout as wait } from 'node:timers/promises';
import type { PriceTable } from '@lens/core/pricing';
import type { Sink } from '../../call';
import { followGateway } from '../../process/followGateway';
import { toIdleClass } from '../../process/idleClass';
import { CaptureError } from '../errors';
import type { Log } from '../../log';
import { nodeFs } from '../spool/fs';
import { lockDirectory } from '../spool/lock';
import { withReserve } from '../spool/reserve';
import type { FromRecorder, RecorderData, ToRecorder } from './messages';
import { createPace, type Pace } from './pace';
import { Recorder } from './recorder';
import { runRecorder } from './runRecorder';
import { createSleeper } from './sleeper';

/** How often it reports, and looks whether it is in its place. */
const lookMs = 1000;
/** Below the request path, which shares the processors. */
const niceness = 10;
/** Of the memory, as the length of frames: parsed they take several times that. By default three batches: two are written, one is made. */
const queuedShare = 3 / 128;
const optionalShare = 1 / 32;
const lockPollMs = 50;
const lockPatienceMs = 10_000;

/** Resolves when the message is on its way. */
export type TellGateway = (message: Extract<FromRecorder, { type: 'records' }>) => Promise<void>;
type CreateSinks = (data: RecorderData, log: Log, tell: TellGateway) => Sink[];
type LoadPrices = (data: RecorderData) => PriceTable | null;

/**
 * The recorder's process: told by the gateway's what to do, it reports logs and figures to it, and ends with it, also
 * when that one is killed.
 */
export function serveRecorder(createSinks: CreateSinks, loadPrices: LoadPrices = () => null): void {
  if (!process.send) {
    throw new CaptureError('recorder_failed', 'The recorder is a process of its own: start it with startRecorder.');
  }
  followGateway(niceness);
  let pace: Pace | null = null;
  let work: Promise<Work> | null = null;
  process.on('message', (message: ToRecorder) => {
    if (message.type === 'start') {
      pace ??= createPace({ ...message.data, now: () => performance.now() });
      work ??= record(message.data, { createSinks, loadPrices }, pace);
    } else if (message.type === 'gateway') pace?.gatewayIs(message.busy);
    else void work?.then((recording) => recording.stop(message.drainMs)).then(() => process.disconnect());
  });
}

interface Work {
  stop(drainMs: number): Promise<void>;
}

interface Parts {
  createSinks: CreateSinks;
  loadPrices: LoadPrices;
}

async function record(data: RecorderData, { createSinks, loadPrices }: Parts, pace: Pace): Promise<Work> {
  const { dir, callBytes, openCallMs, heapBytes, sampling } = data;
  const unlock = await lockForRecorder(dir);
  const sleeper = createSleeper();
  const sinks = createSinks(data, log, send);
  const recorder = new Recorder({
    dir,
    sinks,
    log,
    now: Date.now,
    sleep: (ms) => sleeper.sleep(ms),
    callBytes,
    prices: loadPrices(data),
    openCallMs,
    ...(sampling && { sampling }),
    onStored: (calls) => void send({ type: 'stored', calls }),
    limits: { queuedBytes: heapBytes * queuedShare, optionalBytes: heapBytes * optionalShare },
  });
  const run = runRecorder(recorder, sleeper, pace, Date.now);
  const report = () => send({ type: 'stats', stats: recorder.stats() });
  const stop = async (drainMs: number) => {
    clearInterval(timer);
    await run.stop(drainMs);
    unlock();
    await report();
  };
  const timer = setInterval(() => {
    void report();
    const place = pace.next(recorder.stats().blocked, () => recorder.unreadBytes());
    if (place === 'to_background') void goToBackground(pace, sinks);
    if (place === 'leave') void stop(0).then(leave);
  }, lookMs);
  return { stop };
}

async function goToBackground(pace: Pace, sinks: Sink[]): Promise<void> {
  if (!(await toIdleClass(process.pid))) return;
  pace.wentToBackground();
  for (const sink of sinks) sink.stepBack?.();
}

async function leave(): Promise<void> {
  log.info({}, 'The recorder is behind in the idle class: another one goes on at its priority until it keeps up.');
  await send({ type: 'leaving' });
  process.disconnect();
}

/**
 * A gateway that was killed may leave a recorder behind that is still busy with its last call: two at the same spool would
 * move its checkpoint against each other.
 */
async function lockForRecorder(dir: string): Promise<() => void> {
  for (let waited = 0; ; waited += lockPollMs) {
    try {
      return withReserve(nodeFs, dir, () => lockDirectory(nodeFs, dir, 'recorder.lock'));
    } catch (error) {
      if (!(error instanceof CaptureError && error.code === 'spool_locked')) throw error;
      if (waited === lockPatienceMs) log.warn({ dir }, 'The recorder waits for that of a process before to end.');
    }
    await wait(lockPollMs);
  }
}

const at =
  (level: 'info' | 'warn' | 'error') =>
  (fields: object, message: string): void =>
    void send({ type: 'log', level, fields, message });

const log: Log = { info: at('info'), warn: at('warn'), error: at('error') };

/** Resolves when it is on its way, or can't be: then the gateway's process is gone, and this one about to end. */
function send(message: FromRecorder): Promise<void> {
  return new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
}

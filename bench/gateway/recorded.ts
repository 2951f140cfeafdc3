import { setTimeout as wait } from 'node:timers/promises';
import type { LoadResult } from './load';
import type { Target } from './processes';

/** How recording kept up with a load. */
export interface Recording {
  /** In the second half of the load. */
  storedPerSecond: number;
  /** When the load ended: calls not yet stored, and what the spool took. */
  backlog: number;
  spoolMb: number;
  /** Until the backlog was stored; what never came was not recorded. */
  drainSeconds: number;
  notRecorded: number;
}

const pollMs = 250;
/** After this nothing more is expected to be stored. */
const standstillMs = 30_000;

/** Puts a load of so many seconds on a target and waits until all of it is stored. */
export async function recorded(
  { store }: Target,
  seconds: number,
  load: (seconds: number) => Promise<LoadResult>,
): Promise<{ result: LoadResult; recording: Recording | null }> {
  if (store === null) return { result: await load(seconds), recording: null };
  const before = await store.calls();
  const halfway = wait(seconds * 500).then(() => timed(store.calls));
  const result = await load(seconds);
  const end = await timed(store.calls);
  const spoolMb = store.spoolBytes() / 1e6;
  const middle = await halfway;
  const storedPerSecond = ((end.value - middle.value) / (end.at - middle.at)) * 1000;
  const backlog = before + result.calls - end.value;
  let left = backlog;
  let lastChange = end.at;
  while (left > 0 && performance.now() - lastChange < standstillMs) {
    await wait(pollMs);
    const now = before + result.calls - (await store.calls());
    if (now !== left) lastChange = performance.now();
    left = now;
  }
  const drainSeconds = (lastChange - end.at) / 1000;
  return { result, recording: { storedPerSecond, backlog, spoolMb, drainSeconds, notRecorded: left } };
}

async function timed(read: () => Promise<number>): Promise<{ at: number; value: number }> {
  const value = await read();
  return { at: performance.now(), value };
}

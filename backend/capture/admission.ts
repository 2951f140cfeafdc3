import type { Turn } from '../call';
import type { Log } from '../log';

/** Lets calls begin as long as the spool has room for them; else they wait, first come, first served. */
export interface Admission {
  /** `undefined`: at once. */
  enter: (bytes: number) => Turn | undefined;
  /** No call goes on unrecorded: one that finds no room is turned away. */
  readonly refuses: boolean;
  stats(): AdmissionStats;
}

export interface AdmissionStats {
  waiting: number;
  /** Calls that had to wait, and those of them that waited too long. */
  waited: number;
  turnedAway: number;
}

export interface AdmissionOptions {
  /** Whether the spool takes so many calls with so many bytes now, and what they are going to write. */
  hasRoom: (bytes: number, calls: number) => boolean;
  /** Nobody makes room: what is beyond the bound goes on unrecorded instead of waiting. */
  isRecorderAway: () => boolean;
  /** No call goes on unrecorded: where nobody makes room it is turned away at once. */
  refuses?: boolean;
  /** How long a call may wait. */
  waitMs: number;
  log: Log;
  /** Milliseconds of a clock that nobody sets. */
  now: () => number;
}

interface Waiter {
  bytes: number;
  since: number;
  decide: (admitted: boolean) => void;
}

/** How often those who wait are looked after. */
const lookMs = 50;
/** Room comes a segment at a time: so long without anybody waiting, and it is over. */
const overMs = 10_000;

export function createAdmission(options: AdmissionOptions): Admission {
  const { hasRoom, isRecorderAway, refuses = false, waitMs, now } = options;
  const waiting = new Set<Waiter>();
  const counts = { waited: 0, turnedAway: 0 };
  const crowding = tellCrowding(options);
  let timer: NodeJS.Timeout | null = null;

  function look(): void {
    const isAway = isRecorderAway();
    let granted = 0;
    let calls = 0;
    for (const waiter of waiting) {
      granted += waiter.bytes;
      calls++;
      if (isAway ? refuses : !hasRoom(granted, calls)) break;
      decide(waiter, true);
    }
    for (const waiter of waiting) {
      if (now() - waiter.since < waitMs) break;
      counts.turnedAway++;
      decide(waiter, false);
    }
    if (waiting.size === 0) stopLooking();
  }

  function decide(waiter: Waiter, admitted: boolean): void {
    waiting.delete(waiter);
    crowding.left(now() - waiter.since, admitted);
    waiter.decide(admitted);
  }

  function turnAway(): Turn {
    counts.turnedAway++;
    return { decided: Promise.resolve(false), leave: () => undefined };
  }

  function stopLooking(): void {
    if (timer) clearInterval(timer);
    timer = null;
    crowding.calm();
  }

  function wait(bytes: number): Turn {
    counts.waited++;
    crowding.came();
    const { promise: decided, resolve } = Promise.withResolvers<boolean>();
    const waiter: Waiter = { bytes, since: now(), decide: resolve };
    waiting.add(waiter);
    timer ??= setInterval(look, lookMs);
    return {
      decided,
      leave() {
        if (waiting.delete(waiter) && waiting.size === 0) stopLooking();
      },
    };
  }

  return {
    enter(bytes) {
      if (waiting.size === 0 && hasRoom(bytes, 1)) return undefined;
      if (!isRecorderAway()) return wait(bytes);
      if (refuses) return turnAway();
      return waiting.size === 0 ? undefined : wait(bytes);
    },
    refuses,
    stats: () => ({ waiting: waiting.size, ...counts }),
  };
}

/** Says once that calls wait, and once that they do not any more. */
function tellCrowding({ log }: AdmissionOptions) {
  let told: { calls: number; turnedAway: number; longestMs: number } | null = null;
  let over: NodeJS.Timeout | null = null;

  function end(): void {
    const { calls, turnedAway, longestMs } = told ?? { calls: 0, turnedAway: 0, longestMs: 0 };
    told = null;
    const fields = { calls_waited: calls, calls_turned_away: turnedAway, longest_wait_ms: Math.round(longestMs) };
    log.info(fields, 'The recorder keeps up again: no call waits for room in the spool.');
  }

  return {
    came() {
      if (over) clearTimeout(over);
      over = null;
      if (!told) log.warn({}, 'The spool is nearly full: calls wait until the recorder has made room.');
      told ??= { calls: 0, turnedAway: 0, longestMs: 0 };
      told.calls++;
    },
    left(waitedMs: number, admitted: boolean) {
      if (!told) return;
      told.longestMs = Math.max(told.longestMs, waitedMs);
      if (!admitted) told.turnedAway++;
    },
    calm() {
      if (told) over ??= setTimeout(end, overMs).unref();
    },
  };
}

import { callIdOf, expandsBy } from '../frames/envelope';
import type { SpoolRecord } from '../spool/reader';
import { isTold, recordTypes } from '../spool/record';

export interface FramePlace {
  file: string;
  offset: number;
}

/** Where a frame was read. Only this is held while a call is open, so that open streams cost no memory. */
export interface FrameRef extends Readonly<FramePlace> {
  /** 0 for a frame in a carry file. */
  segment: number;
  bytes: number;
  /** How many more it takes once it is read: its bodies may be compressed. */
  expands: number;
  sequence: number;
  type: number;
}

/** What becomes one record for sinks: a call, or spans that came together, which are complete as they come. */
export interface PendingCall {
  callId: string;
  boot: string;
  frames: FrameRef[];
  /** When the last of its frames was read, in milliseconds since the Unix epoch. */
  heardAt: number;
}

/**
 * Gathers the frames of each call until its end, or until a later boot or a long silence shows that it will have none.
 * `open` holds the others.
 */
export interface Assembly {
  /** The calls that this record completes. */
  feed(record: SpoolRecord, file: string): PendingCall[];
  /** Waits no longer for the end of these calls, and gives them. */
  giveUp(isOver: (call: PendingCall) => boolean): PendingCall[];
  open(): Iterable<PendingCall>;
  /** Another one that goes on from here. */
  fork(): Assembly;
  openCalls(): number;
  /** Frames of calls whose start is not in the spool: dropped, or stored before the checkpoint that was resumed from. */
  orphans(): number;
}

export function createAssembly(now: () => number): Assembly {
  return assembleFrom(new Map(), '', now);
}

function assembleFrom(open: Map<string, PendingCall>, startBoot: string, now: () => number): Assembly {
  let boot = startBoot;
  let orphans = 0;

  function giveUp(isOver: (call: PendingCall) => boolean): PendingCall[] {
    const over = [...open.values()].filter(isOver);
    for (const { callId } of over) open.delete(callId);
    return over;
  }

  function feed(record: SpoolRecord, file: string): PendingCall[] {
    const completed = record.boot === boot ? [] : giveUp((call) => call.boot !== record.boot);
    ({ boot } = record);
    if (record.type === recordTypes.header) return completed;
    const callId = callIdOf(record.payload);
    const { segment, offset, bytes, sequence, type } = record;
    const expands = type === recordTypes.part ? 0 : expandsBy(record.payload);
    const frame: FrameRef = { file, segment, offset, bytes, expands, sequence, type };
    if (isTold(type)) return [...completed, { callId, boot, frames: [frame], heardAt: now() }];
    const call = open.get(callId);
    if (call) {
      call.frames.push(frame);
      call.heardAt = now();
    } else if (type === recordTypes.start) open.set(callId, { callId, boot, frames: [frame], heardAt: now() });
    else orphans++;
    if (call && type === recordTypes.end) {
      open.delete(callId);
      completed.push(call);
    }
    return completed;
  }

  function fork(): Assembly {
    const copies = [...open.values()].map((call): PendingCall => ({ ...call, frames: [...call.frames] }));
    return assembleFrom(new Map(copies.map((call) => [call.callId, call])), boot, now);
  }

  return { feed, giveUp, open: () => open.values(), fork, openCalls: () => open.size, orphans: () => orphans };
}

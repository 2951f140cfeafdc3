import path from 'node:path';
import { messageOf } from '../../errors';
import type { Log } from '../../log';
import { writeCheckpoint, type Checkpoint } from '../spool/checkpoint';
import type { SpoolFs } from '../spool/fs';
import { carryFile, listSegments, segmentName } from '../spool/paths';
import { isBefore, type Position } from '../spool/position';
import { keepReserve, withReserve } from '../spool/reserve';
import type { FrameRef, PendingCall } from './assembly';
import { writeCarry } from './carry';
import type { FrameFiles } from './frameFiles';

export interface CheckpointsOptions {
  files: SpoolFs;
  dir: string;
  log: Log;
  frames: FrameFiles;
  resumed: Checkpoint;
  /** How many segments open calls may keep before their frames are carried out of them. */
  carryAfter: number;
  /** Open calls of which `drop-oldest` has removed a frame that was read: nothing can be made of them any more. */
  onLost: (calls: ReadonlySet<PendingCall>) => void;
}

export interface Progress {
  /** Where the reader stands. */
  read: Position;
  open: PendingCall[];
  /** Complete, and not stored yet. */
  unstored: PendingCall[];
}

/**
 * Moves the checkpoint, and deletes what lies before it once it is durable. A position is needed while a call that is
 * open or not yet stored has a frame there; frames of open calls are carried out of old segments.
 */
export class Checkpoints {
  readonly #options: CheckpointsOptions;
  #durable: Checkpoint;
  /** The file that holds all carried frames. */
  #carry: string | null;
  #carries: number;
  #failing = false;
  #cleaned = false;

  constructor(options: CheckpointsOptions) {
    this.#options = options;
    this.#durable = options.resumed;
    this.#carry = options.resumed.carry;
    this.#carries = Number(/\d+/.exec(this.#carry ?? '0')?.[0]);
  }

  get durable(): Checkpoint {
    return this.#durable;
  }

  /** `optional` is where the optional sinks stand. */
  move({ read, open, unstored }: Progress, optional: Position | null): void {
    try {
      const needed = [...this.#carryOn({ read, open, unstored }), ...unstored];
      const carried = needed.filter(({ frames }) => frames.some(this.#isCarried)).map(({ callId }) => callId);
      const carry = carried.length > 0 ? this.#carry : null;
      const next: Checkpoint = { ...this.#earliest(read, needed), carry, carried, optional };
      if (!same(next, this.#durable)) this.#write(next);
      this.#clean();
      this.#failing = false;
    } catch (error) {
      const { log, dir } = this.#options;
      if (!this.#failing) log.error({ dir, error: messageOf(error) }, 'The spool checkpoint cannot be written.');
      this.#failing = true;
    }
  }

  /** Carries the frames of open calls out of old segments when there are more of those than may be; the calls that stay open. */
  #carryOn({ read, open: before, unstored }: Progress): PendingCall[] {
    const { files, dir, frames, carryAfter } = this.#options;
    const target = this.#earliest(read, unstored).segment;
    if (target - this.#earliest(read, before).segment < carryAfter) return before;
    const open = this.#whole(before);
    const name = `carry-${++this.#carries}.seg`;
    // Of calls that are being stored only what was carried before; the rest of them will be stored soon anyway.
    const calls = [...open, ...unstored.filter((call) => call.frames.some(this.#isCarried))].sort(bySequence);
    const isOpen = new Set(open);
    const wanted = (frame: FrameRef, call: PendingCall) =>
      this.#isCarried(frame) || (isOpen.has(call) && frame.segment < target);
    frames.carriedTo(writeCarry(files, dir, name, calls, wanted, frames));
    this.#carry = name;
    return open;
  }

  #whole(calls: PendingCall[]): PendingCall[] {
    const isReadable = this.#options.frames.readable();
    const lost = new Set(calls.filter(({ frames }) => !frames.every(isReadable)));
    if (lost.size > 0) this.#options.onLost(lost);
    return calls.filter((call) => !lost.has(call));
  }

  /** The first position that these calls need, or `read` when they need none. */
  #earliest(read: Position, calls: PendingCall[]): Position {
    let first = read;
    for (const { frames } of calls) {
      const frame = frames.find((candidate) => !this.#isCarried(candidate));
      if (!frame) continue;
      const place = { segment: frame.segment, offset: frame.offset, sequence: frame.sequence - 1 };
      if (isBefore(place, first)) first = place;
    }
    return first;
  }

  #isCarried = (frame: FrameRef): boolean => this.#options.frames.isCarried(frame);

  #write(next: Checkpoint): void {
    const { files, dir } = this.#options;
    withReserve(files, dir, () => writeCheckpoint(files, dir, next));
    this.#durable = next;
    this.#cleaned = false;
  }

  /** Deletes segments and carry files that the durable checkpoint does not need. */
  #clean(): void {
    if (this.#cleaned) return;
    const { files, dir, frames } = this.#options;
    const { segment: first, carry } = this.#durable;
    const past = listSegments(files, dir).filter((segment) => segment < first);
    const carries = files.list(dir).filter((name) => carryFile.test(name) && name !== carry);
    for (const name of [...past.map(segmentName), ...carries]) {
      frames.forget(name);
      files.remove(path.join(dir, name));
    }
    keepReserve(files, dir);
    this.#cleaned = true;
  }
}

function bySequence(a: PendingCall, b: PendingCall): number {
  return (a.frames[0]?.sequence ?? 0) - (b.frames[0]?.sequence ?? 0);
}

function same(a: Checkpoint, b: Checkpoint): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

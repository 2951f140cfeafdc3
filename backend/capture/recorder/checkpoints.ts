import path from 'node:path';
import { messageOf } from '../../errors';
import type { Log } from '../../log';
import { writeCheckpoint, type Checkpoint } from '../spool/checkpoint';
import type { SpoolFs } from '../spool/fs';
import { carryFile, listSegments, segmentName } from '../spool/paths';
import type { Position } from '../spool/reader';
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
}

/**
 * Moves the checkpoint, and deletes what lies before it once it is durable. A position is needed while a call that is
 * open or not yet stored has a frame there; frames of open calls are carried out of old segments.
 */
export class Checkpoints {
  readonly #options: CheckpointsOptions;
  #durable: Checkpoint;
  #carries: number;
  #failing = false;
  #cleaned = false;

  constructor(options: CheckpointsOptions) {
    this.#options = options;
    this.#durable = options.resumed;
    this.#carries = Number(/\d+/.exec(options.resumed.carry ?? '0')?.[0]);
  }

  get durable(): Checkpoint {
    return this.#durable;
  }

  /** `read` is where the reader stands; `unstored` are calls that are complete, `open` those that are not. */
  move(read: Position, open: PendingCall[], unstored: PendingCall[]): void {
    try {
      const carry = this.#carry(read, open, unstored);
      const needed = [...open, ...unstored];
      const carried = needed.filter(({ frames }) => frames.some(isCarried)).map(({ callId }) => callId);
      const next: Checkpoint = { ...earliest(read, needed), carry: carried.length > 0 ? carry : null, carried };
      if (!same(next, this.#durable)) this.#write(next);
      this.#clean();
      this.#failing = false;
    } catch (error) {
      const { log, dir } = this.#options;
      if (!this.#failing) log.error({ dir, error: messageOf(error) }, 'The spool checkpoint cannot be written.');
      this.#failing = true;
    }
  }

  /** The name of the carry file that holds all carried frames, after carrying more when open calls keep old segments. */
  #carry(read: Position, open: PendingCall[], unstored: PendingCall[]): string | null {
    const { files, dir, frames, carryAfter } = this.#options;
    const target = earliest(read, unstored).segment;
    if (target - earliest(read, open).segment < carryAfter) return this.#durable.carry;
    const name = `carry-${++this.#carries}.seg`;
    // Of calls that are being stored only what was carried before; the rest of them will be stored soon anyway.
    const calls = [...open, ...unstored.filter((call) => call.frames.some(isCarried))].sort(bySequence);
    const isOpen = new Set(open);
    const wanted = (frame: FrameRef, call: PendingCall) =>
      isCarried(frame) || (isOpen.has(call) && frame.segment < target);
    const moved = writeCarry(files, dir, name, calls, wanted, frames);
    for (const [call, places] of moved) call.frames = places;
    return name;
  }

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

function isCarried({ segment }: FrameRef): boolean {
  return segment === 0;
}

/** The first position that these calls need, or `read` when they need none. */
function earliest(read: Position, calls: PendingCall[]): Position {
  let first = read;
  for (const { frames } of calls) {
    const frame = frames.find((candidate) => !isCarried(candidate));
    if (!frame) continue;
    const before = frame.segment - first.segment || frame.offset - first.offset;
    if (before < 0) first = { segment: frame.segment, offset: frame.offset, sequence: frame.sequence - 1 };
  }
  return first;
}

function bySequence(a: PendingCall, b: PendingCall): number {
  return (a.frames[0]?.sequence ?? 0) - (b.frames[0]?.sequence ?? 0);
}

function same(a: Checkpoint, b: Checkpoint): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

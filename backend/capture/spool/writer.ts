import { codeOf, messageOf } from '../../errors';
import type { Log } from '../../log';
import type { SpoolFs } from './fs';
import { encodeRecord, recordTypes, type FrameType } from './record';
import type { Recovered } from './recover';
import { appendTo, createSegment, syncSegment, type Segment } from './segment';
import type { SegmentHeader } from './segmentHeader';
import type { Space } from './space';
import type { DropReason } from './types';

export interface NewRecord {
  type: FrameType;
  payload: Uint8Array[];
}

interface Numbered extends NewRecord {
  sequence: number;
}

/** A record in the page cache, kept until it is synced in case it must be written again. */
export interface Written extends Numbered {
  segment: Segment;
  /** The offset after it. */
  end: number;
}

export interface WriterOptions {
  dir: string;
  files: SpoolFs;
  boot: string;
  durability: 'memory' | 'process' | 'disk';
  segmentBytes: number;
  retryMs?: number;
  now: () => number;
  log: Log;
  space: Space;
  recovered: Recovered;
  drop: (reason: DropReason, records: number) => void;
}

const syncAttempts = 3;
const noSpace = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Writes records to the current segment, rolls over to the next, and deals with a disk that refuses:
 *
 *   writing ──(no space, record cut off again)──► failing, same segment ──(a try after retryMs works)──► writing
 *   writing ──(any other error, or the cut failed)──► failing, segment sealed ──(the next one opens)──► writing
 *
 * A failed sync seals the segment at once, since the kernel has forgotten which of its pages are not on the disk: what
 * was not yet confirmed is written again to a new segment.
 */
export class Writer {
  readonly #options: WriterOptions;
  #current: Segment | null = null;
  #nextSegment: number;
  #sequence: number;
  #failure: { reason: 'no_space' | 'io_error'; at: number } | null = null;
  /** Calls whose start could not be written: in all, and before the present trouble. */
  #callsNotRecorded = 0;
  #callsBefore = 0;
  #failedSegments = 0;
  /** With `disk`: what is in the page cache and not yet known to be on the disk, in order. */
  #unconfirmed: Written[] = [];

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#nextSegment = options.recovered.nextSegment;
    this.#sequence = options.recovered.sequence;
  }

  get segment(): number {
    return this.#current?.number ?? this.#nextSegment;
  }

  get sequence(): number {
    return this.#sequence;
  }

  get failing(): boolean {
    return this.#failure !== null;
  }

  get callsNotRecorded(): number {
    return this.#callsNotRecorded;
  }

  get failedSegments(): number {
    return this.#failedSegments;
  }

  /** Begins the boot's first segment at once: readers learn from it that older open calls will never end. */
  open(): void {
    this.#ready();
  }

  /** What was written; records that could not be are dropped and counted. */
  write(records: NewRecord[]): Written[] {
    if (records.length === 0) return [];
    const numbered = records.map((record, index) => ({ ...record, sequence: this.#sequence + index + 1 }));
    const written = this.#paused() ? null : this.#place(numbered);
    if (!written) {
      this.#options.drop(this.#failure?.reason ?? 'io_error', records.length);
      for (const { type } of records) if (type === recordTypes.start) this.#callsNotRecorded++;
      return [];
    }
    this.#recover();
    this.#sequence += records.length;
    if (this.#options.durability === 'disk') this.#unconfirmed.push(...written);
    return written;
  }

  /** Makes these durable; false when the disk would not. */
  async sync(records: Written[]): Promise<boolean> {
    const { files, dir, drop } = this.#options;
    for (let attempt = 0; attempt < syncAttempts; attempt++) {
      const segments = [...new Set(records.map(({ segment }) => segment))];
      const results = await Promise.all(segments.map((segment) => syncSegment(files, dir, segment)));
      for (const segment of segments) this.#closeIfDone(segment);
      const at = results.findIndex((result) => result !== null);
      const failed = segments[at];
      if (!failed) {
        this.#unconfirmed = this.#unconfirmed.filter(({ segment, end }) => end > segment.synced);
        return true;
      }
      this.fail(results[at]?.error);
      if (!this.#writeAgain(failed)) break;
      this.#recover();
    }
    const given = new Set(records);
    this.#unconfirmed = this.#unconfirmed.filter((record) => !given.has(record));
    drop('not_synced', records.length);
    return false;
  }

  close(): void {
    if (this.#current) this.#release(this.#current);
  }

  #place(records: Numbered[], repeatsFrom?: SegmentHeader['repeatsFrom']): Written[] | null {
    const { files, space } = this.#options;
    const segment = this.#ready(repeatsFrom);
    if (!segment) return null;
    const parts: Uint8Array[] = [];
    let end = segment.size;
    const written = records.map((record): Written => {
      for (const part of encodeRecord(record.sequence, record.type, record.payload, segment.seed)) {
        parts.push(part);
        end += part.length;
      }
      return { ...record, segment, end };
    });
    const failed = appendTo(files, segment, parts);
    if (failed) {
      this.fail(failed.error);
      if (!failed.intact || !noSpace.has(codeOf(failed.error))) this.#seal(segment);
      return null;
    }
    space.added(end - segment.size);
    segment.size = end;
    return written;
  }

  /** The open segment; null when none can be opened now. */
  #ready(repeatsFrom?: SegmentHeader['repeatsFrom']): Segment | null {
    const { files, dir, boot, now, segmentBytes, space } = this.#options;
    if (this.#current && this.#current.size >= segmentBytes) this.#release(this.#current);
    if (this.#current) return this.#current;
    const header = { version: 1 as const, boot, openedAt: now(), segment: this.#nextSegment, repeatsFrom };
    try {
      this.#current = createSegment(files, dir, header, this.#sequence);
      this.#nextSegment++;
      space.measure();
    } catch (error) {
      this.fail(error);
    }
    return this.#current;
  }

  /** Moves everything that no sync has confirmed to a new segment, in order and under the same sequences. */
  #writeAgain(failed: Segment): boolean {
    const affected = new Set(this.#unconfirmed.map(({ segment }) => segment)).add(failed);
    if (this.#current) affected.add(this.#current);
    for (const segment of affected) this.#release(segment);
    this.#failedSegments++;
    const moved = this.#place(this.#unconfirmed, { segment: failed.number, offset: failed.synced });
    if (!moved) return false;
    for (const [index, record] of this.#unconfirmed.entries()) {
      const to = moved[index];
      if (to) Object.assign(record, { segment: to.segment, end: to.end });
    }
    // Their own syncs do not matter any more.
    for (const segment of affected) {
      segment.failed = true;
      this.#closeIfDone(segment);
    }
    return true;
  }

  #seal(segment: Segment): void {
    this.#failedSegments++;
    this.#release(segment);
  }

  /** Nothing more goes to this segment. With `disk` its last records may still wait for their sync. */
  #release(segment: Segment): void {
    segment.released = true;
    if (this.#current === segment) this.#current = null;
    this.#closeIfDone(segment);
  }

  #closeIfDone(segment: Segment): void {
    const { durability, files, log } = this.#options;
    const done = segment.failed || durability !== 'disk' || segment.synced >= segment.size;
    if (!segment.released || !done || segment.syncing || segment.closed) return;
    segment.closed = true;
    try {
      files.close(segment.fd);
    } catch (error) {
      log.warn({ error: messageOf(error), segment: segment.number }, 'A spool segment could not be closed cleanly.');
    }
  }

  #paused(): boolean {
    if (!this.#failure) return false;
    const waited = this.#options.now() - this.#failure.at;
    // A clock that was set back must not keep the spool shut.
    return waited >= 0 && waited < (this.#options.retryMs ?? 1000);
  }

  /** Notes trouble with the disk; said once per kind of trouble. */
  fail(error: unknown): void {
    const reason = noSpace.has(codeOf(error)) ? 'no_space' : 'io_error';
    if (this.#failure?.reason !== reason) {
      const fields = { reason, error: messageOf(error) };
      this.#options.log.error(
        fields,
        'The spool cannot be written: calls go on unrecorded, and are counted, until it can.',
      );
    }
    this.#failure = { reason, at: this.#options.now() };
  }

  #recover(): void {
    if (!this.#failure) return;
    const calls = this.#callsNotRecorded - this.#callsBefore;
    this.#options.log.info(
      { reason: this.#failure.reason, calls_not_recorded: calls },
      'The spool can be written again.',
    );
    this.#failure = null;
    this.#callsBefore = this.#callsNotRecorded;
  }
}

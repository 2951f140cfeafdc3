import path from 'node:path';
import { codeOf } from '../../errors';
import type { SpoolFs } from './fs';
import { listSegments, segmentName } from './paths';
import type { Position } from './position';
import { recordTypes } from './record';
import { decodeHeader, seedOf, type SegmentHeader } from './segmentHeader';
import { createWindow, type Window } from './window';

export interface SpoolRecord {
  segment: number;
  /** Where the record begins, and its length on disk. */
  offset: number;
  bytes: number;
  sequence: number;
  type: number;
  /** A view that is valid until the next read. */
  payload: Buffer;
  /** The boot that wrote it. */
  boot: string;
}

export interface ReaderStats {
  /** Sequences that were skipped: dropped by the bound or lost with a damaged file. */
  missing: number;
  /** Runs of damaged bytes that were skipped. */
  damaged: number;
  /** Segments that end within a record. */
  torn: number;
}

interface OpenSegment {
  fd: number;
  window: Window;
  header: SegmentHeader | null;
  /** Where it ends at the latest: a later segment repeats what follows. */
  limit: number;
  /** A later segment exists, so nothing will be added. */
  finished: boolean;
  /** Size of the file when it was last searched for a whole record after damage, in vain. */
  searched: number;
}

/**
 * Reads a spool in order, across segments, while it is being written. A partial record at the end of the newest segment
 * means wait; anywhere else it is a torn tail, counted and passed over.
 */
export class SpoolReader {
  readonly #files: SpoolFs;
  readonly #dir: string;
  readonly #counts: ReaderStats = { missing: 0, damaged: 0, torn: 0 };
  #number: number;
  #offset: number;
  #sequence: number;
  #current: OpenSegment | null = null;
  /** Of the segments behind the current one. */
  readonly #headers = new Map<number, SegmentHeader>();

  constructor(files: SpoolFs, dir: string, from: Position) {
    this.#files = files;
    this.#dir = dir;
    this.#number = from.segment;
    this.#offset = from.offset;
    this.#sequence = from.sequence;
  }

  /** The next record, headers included; null when there is nothing more now. */
  next(): SpoolRecord | null {
    for (;;) {
      const record = (this.#current && this.#take(this.#current)) ?? this.#afterPause();
      if (!record) return null;
      if (this.#note(record)) return record;
    }
  }

  /** What `next` will read. */
  position(): Position {
    return { segment: this.#number, offset: this.#offset, sequence: this.#sequence };
  }

  /** Of the bytes that lie in the directory now. */
  unreadBytes(): number {
    const ahead = listSegments(this.#files, this.#dir).filter((segment) => segment >= this.#number);
    const sizes = ahead.map((segment) => this.#files.sizeOf(path.join(this.#dir, segmentName(segment))) ?? 0);
    const read = ahead[0] === this.#number ? this.#offset : 0;
    return sizes.reduce((sum, size) => sum + size, -read);
  }

  stats(): ReaderStats {
    return { ...this.#counts };
  }

  /** Gives up the rest of the segment, which can't be read, when there is a later one. */
  skipSegment(): void {
    const following = listSegments(this.#files, this.#dir).find((candidate) => candidate > this.#number);
    if (following === undefined) return;
    this.#counts.damaged++;
    this.close();
    this.#number = following;
    this.#offset = 0;
  }

  close(): void {
    if (this.#current) this.#files.close(this.#current.fd);
    this.#current = null;
  }

  /**
   * At the end of what was read: looks for a later segment *before* reading the current one to its end once more,
   * because only then is that end known to be final.
   */
  #afterPause(): SpoolRecord | null {
    for (;;) {
      const later = listSegments(this.#files, this.#dir).filter((candidate) => candidate > this.#number);
      const [following] = later;
      this.#current ??= this.#open(this.#number);
      if (this.#current) {
        this.#current.window.refresh();
        this.#current.finished = following !== undefined;
        this.#current.limit = this.#limit(later);
        const record = this.#take(this.#current);
        if (record) return record;
      }
      if (following === undefined) return null;
      this.#advance(following);
    }
  }

  #advance(to: number): void {
    const { limit = 0, fd } = this.#current ?? {};
    if (fd !== undefined && this.#offset < Math.min(limit, this.#files.size(fd))) this.#counts.torn++;
    this.close();
    for (const known of this.#headers.keys()) if (known <= to) this.#headers.delete(known);
    this.#number = to;
    this.#offset = 0;
  }

  /** One record of the current segment, or null at its (present) end. */
  #take(segment: OpenSegment): SpoolRecord | null {
    segment.header ??= headerOf(segment.window);
    const { header } = segment;
    while (header && this.#offset < segment.limit) {
      const found = segment.window.at(this.#offset, seedOf(header));
      if (found.kind === 'record') {
        const { kind: _, ...record } = found;
        const taken = { segment: this.#number, offset: this.#offset, boot: header.boot, ...record };
        this.#offset += found.bytes;
        return taken;
      }
      // In the newest segment an incomplete record is being written; in a finished one its length may be damaged.
      const rest = this.#offset < this.#files.size(segment.fd);
      const mayBeDamage = found.kind === 'damaged' || (segment.finished && rest);
      if (!mayBeDamage || !this.#skipDamage(segment, header)) return null;
    }
    return null;
  }

  /** Steps over damage when a whole record follows it. */
  #skipDamage(segment: OpenSegment, header: SegmentHeader): boolean {
    const size = this.#files.size(segment.fd);
    if (segment.searched === size) return false;
    const found = segment.window.resync(this.#offset + 1, seedOf(header), this.#sequence);
    if (found === null || found >= segment.limit) {
      segment.searched = size;
      return false;
    }
    this.#counts.damaged++;
    this.#offset = found;
    return true;
  }

  /** Counts what is missing before a record; false for one that was read before. */
  #note(record: SpoolRecord): boolean {
    if (record.type === recordTypes.header) return true;
    if (record.sequence <= this.#sequence) return false;
    this.#counts.missing += record.sequence - this.#sequence - 1;
    this.#sequence = record.sequence;
    return true;
  }

  #open(segment: number): OpenSegment | null {
    let fd: number;
    try {
      fd = this.#files.open(path.join(this.#dir, segmentName(segment)), 'read');
    } catch (error) {
      // Another process may have dropped it since it was listed.
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
    const window = createWindow(this.#files, fd);
    return { fd, window, header: null, limit: Infinity, finished: false, searched: -1 };
  }

  /** Where the current segment ends as far as the later ones tell: Infinity unless one of them repeats its records. */
  #limit(later: number[]): number {
    let limit = Infinity;
    for (const candidate of later) {
      const repeats = this.#headerOf(candidate)?.repeatsFrom;
      if (repeats && repeats.segment < this.#number) return 0;
      if (repeats?.segment === this.#number) limit = Math.min(limit, repeats.offset);
    }
    return limit;
  }

  /** A header is final once it can be read: each segment's is read once, however long the backlog is. */
  #headerOf(segment: number): SegmentHeader | null {
    const known = this.#headers.get(segment);
    if (known) return known;
    const opened = this.#open(segment);
    if (!opened) return null;
    const header = headerOf(opened.window);
    this.#files.close(opened.fd);
    if (header) this.#headers.set(segment, header);
    return header;
  }
}

function headerOf(window: Window): SegmentHeader | null {
  const first = window.at(0, 0);
  if (first.kind !== 'record' || first.type !== recordTypes.header) return null;
  return decodeHeader(first.payload);
}

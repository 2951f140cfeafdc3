import type { Capture, StreamPart } from '../../call';
import { join } from '../bytes';

const FLUSH_BYTES = 256 * 1024;
const FLUSH_MS = 1000;

/**
 * Remembers one side of a stream until it is worth a frame of the spool: 256 KiB, one second, or the stream's end. What
 * is in here is what a killed process loses of a stream that goes on.
 */
export class PartBuffer {
  private readonly capture: Capture;
  private readonly callId: string;
  private readonly side: StreamPart['side'];
  private readonly first: PartBuffer | null;
  private chunks: Buffer[] = [];
  private times: number[] = [];
  private size = 0;
  private begun = false;
  private timer: NodeJS.Timeout | null = null;

  /** @param first the other side, of which there is to be a part before there is one of this */
  constructor(capture: Capture, callId: string, side: StreamPart['side'], first: PartBuffer | null = null) {
    this.capture = capture;
    this.callId = callId;
    this.side = side;
    this.first = first;
  }

  /** Sees to it that there is a part of this side on record, be it an empty one. */
  begin(): void {
    if (!this.begun) void this.appendWhatIsHere();
  }

  /** @param at microseconds since the call began */
  push(chunk: Buffer, at: number): void {
    if (this.timer === null) this.timer = setTimeout(() => void this.flush(), FLUSH_MS);
    else if (this.size === 0) this.timer.refresh();
    this.chunks.push(chunk);
    this.times.push(at, chunk.length);
    this.size += chunk.length;
    if (this.size >= FLUSH_BYTES) void this.flush();
  }

  /** Hands what is here to capture; the promise, if any, is that of the append. */
  flush(): Promise<void> | undefined {
    return this.size === 0 ? undefined : this.appendWhatIsHere();
  }

  private appendWhatIsHere(): Promise<void> | undefined {
    const part = { callId: this.callId, side: this.side, bytes: join(this.chunks), times: this.times };
    this.chunks = [];
    this.times = [];
    this.size = 0;
    this.first?.begin();
    this.begun = true;
    return this.capture.part(part);
  }

  /** Flushes and stops the clock. */
  close(): Promise<void> | undefined {
    if (this.timer !== null) clearTimeout(this.timer);
    return this.flush();
  }
}

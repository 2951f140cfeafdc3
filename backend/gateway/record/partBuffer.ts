import type { Capture, StreamPart } from '../../call';
import { join } from '../bytes';

const FLUSH_BYTES = 256 * 1024;
const FLUSH_MS = 1000;

/**
 * Remembers one side of a stream until it is worth a frame of the spool: 256 KiB, one second, or the stream's end. What
 * is in here is what a killed process loses of a stream that goes on.
 */
export class PartBuffer {
  private readonly append: (part: StreamPart) => Promise<void> | undefined;
  private readonly callId: string;
  private readonly side: StreamPart['side'];
  private chunks: Buffer[] = [];
  private times: number[] = [];
  private size = 0;
  private begun = false;
  private timer: NodeJS.Timeout | null = null;

  /** @param before is called before a part is appended */
  constructor(capture: Capture, callId: string, side: StreamPart['side'], before = (): void => undefined) {
    this.append = (part) => {
      before();
      this.begun = true;
      return capture.part(part);
    };
    this.callId = callId;
    this.side = side;
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
    return this.append(part);
  }

  /** Flushes and stops the clock. */
  close(): Promise<void> | undefined {
    if (this.timer !== null) clearTimeout(this.timer);
    return this.flush();
  }
}

import type { Capture } from '../../call';
import { PartBuffer } from './partBuffer';

/** What is remembered of a stream: the provider's side, and the client's side too where policies stand between them. */
export class StreamRecord {
  private readonly upstreamPart: PartBuffer;
  private readonly clientPart: PartBuffer | null;
  /** All that was recorded of the client's side, where that is kept apart. */
  clientBytes = 0;

  /** @param twoSided keep what the client is sent apart from what the provider sent */
  constructor(capture: Capture, callId: string, twoSided: boolean) {
    this.clientPart = twoSided ? new PartBuffer(capture, callId, 'client') : null;
    // On record there must never be more of one side alone: without the other it would be taken for what the client had.
    this.upstreamPart = new PartBuffer(capture, callId, 'upstream', this.clientPart);
  }

  /** @param now milliseconds since the call began */
  upstream(chunk: Buffer, now: number): void {
    this.upstreamPart.push(chunk, Math.round(now * 1000));
  }

  client(out: readonly Buffer[], now: number): void {
    if (this.clientPart === null) return;
    for (const bytes of out) {
      this.clientPart.push(bytes, Math.round(now * 1000));
      this.clientBytes += bytes.length;
    }
  }

  both(chunk: Buffer, out: readonly Buffer[], now: number): void {
    this.upstream(chunk, now);
    this.client(out, now);
  }

  /** Appends what is not appended yet; frames keep their order, so the last promise stands for all. */
  flush(): Promise<void> | undefined {
    const upstream = this.upstreamPart.flush();
    return this.clientPart?.flush() ?? upstream;
  }

  close(): Promise<void> | undefined {
    const upstream = this.upstreamPart.close();
    return this.clientPart?.close() ?? upstream;
  }
}

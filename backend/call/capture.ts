import type { CallEnd, CallStart, StreamPart } from './frames';

/** Where the gateway puts what it saw. Never throws for storage trouble: that is counted and logged by the capture. */
export interface Capture {
  /** Resolves when the start is as safe as the configured durability asks; `undefined` when that is already so. */
  start(call: CallStart): Promise<void> | undefined;
  /** As `start`. Appended before the chunk that ends the stream is passed on. */
  part(part: StreamPart): Promise<void> | undefined;
  end(call: CallEnd): Promise<void> | undefined;
}

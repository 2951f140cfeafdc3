import type { CallEnd, CallStart, StreamPart } from './frames';

/** A call's place among those that wait for room. */
export interface Turn {
  /** True when the call may begin, false when it waited for as long as a call may. */
  decided: Promise<boolean>;
  /** It does not wait any longer. */
  leave(): void;
}

/** Where the gateway puts what it saw. Never throws for storage trouble: that is counted and logged by the capture. */
export interface Capture {
  /** Whether a call with so many bytes may begin: at once (`undefined`), or when its turn has come. */
  admit(bytes: number): Turn | undefined;
  /**
   * Resolves when the start is as safe as the configured durability asks; `undefined` when that is already so.
   *
   * @param isRefused it was refused before it was admitted: it takes no room that others wait for
   */
  start(call: CallStart, isRefused?: boolean): Promise<void> | undefined;
  /** As `start`. Appended before the chunk that ends the stream is passed on. */
  part(part: StreamPart): Promise<void> | undefined;
  end(call: CallEnd): Promise<void> | undefined;
}

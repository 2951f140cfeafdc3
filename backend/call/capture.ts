import type { CallEnd, CallStart, StreamPart } from './frames';

/** A call's place among those that wait for room. */
export interface Turn {
  /** True when the call may begin, false when it waited for as long as a call may. */
  decided: Promise<boolean>;
  /** It does not wait any longer. */
  leave(): void;
}

/** A call that may not go on unrecorded found no room on record. */
export class NotRecordedError extends Error {
  readonly code = 'not_recorded';

  constructor() {
    super('There is no room on record for this call, and capture.when_full is "refuse".');
    this.name = 'NotRecordedError';
  }
}

/** Where the gateway puts what it saw. Never throws for storage trouble: that is counted and logged by the capture. */
export interface Capture {
  /** No call goes on unrecorded; left out, they do. */
  readonly refuses?: boolean;
  /** Whether a call with so many bytes may begin: at once (`undefined`), or when its turn has come. */
  admit(bytes: number): Turn | undefined;
  /**
   * Resolves when the start is as safe as the configured durability asks; `undefined` when that is already so. Rejects with
   * {@link NotRecordedError} where no call may go on unrecorded.
   *
   * @param isRefused it was refused before it was admitted: it takes no room that others wait for
   */
  start(call: CallStart, isRefused?: boolean): Promise<void> | undefined;
  /** As `start`. Appended before the chunk that ends the stream is passed on. */
  part(part: StreamPart): Promise<void> | undefined;
  end(call: CallEnd): Promise<void> | undefined;
}

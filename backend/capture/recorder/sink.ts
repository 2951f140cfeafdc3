import type { CallRows } from '../rows/toRows';

/** A place that recorded calls go to. Delivery is at least once, in order; a sink must bear the same call twice. */
export interface Sink {
  name: string;
  /**
   * The spool is kept until a required sink has stored a call. The others get each call while they keep up; what they
   * are too slow for is dropped and counted, so that a dead one costs nothing.
   */
  required: boolean;
  write(calls: CallRows[]): Promise<void>;
  /** True when these very calls can't be written, however often they are tried. */
  isPoison(error: unknown): boolean;
  /** The recorder is in the idle class from now on: so may be what works for this sink on the same machine. */
  stepBack?(): void;
  close(): Promise<void>;
}

import type { CallRecord } from './record/callRecord';
import type { TraceSpan } from './traceSpan';

type TellNew = (callIds: readonly string[]) => void;

/**
 * A place that records of calls go to, behind the spool. Delivery is at least once, in order but where it takes batches
 * in parallel; a sink must bear the same call twice. An object or an instance of a class: its methods are called on it.
 */
export interface Sink {
  readonly name: string;
  /**
   * The spool is kept until a required sink has stored a call. An optional one gets each call while it keeps up, also
   * while a required one is away; of what it is too slow for the oldest is dropped and counted, so that a dead one costs
   * nothing.
   */
  readonly required: boolean;
  /** Milliseconds after which a write counts as failed; 30,000 by default. */
  readonly writeTimeoutMs?: number;
  /**
   * How many batches a required sink takes at a time, in any order, when there is enough for more than one; one by
   * default. An optional one gets one at a time.
   */
  readonly parallelWrites?: number;
  /** How often each limit of the sink's own was hit, by the name of its setting. */
  readonly limitsHit?: Readonly<Record<string, number>>;
  /**
   * `signal` aborts when the time is over or the recorder leaves: what is still under way is to be
   * given up then. A failed batch comes again, after a growing pause. The first required sink may tell the ids of the
   * calls that it had not before, and only those are counted then; otherwise all that it has written.
   */
  write(calls: CallRecord[], signal: AbortSignal, tellNew: TellNew): Promise<void>;
  /**
   * Likewise of the spans around calls that applications told of. Of a batch of both the spans are written first. Optional
   * sinks are given none.
   */
  writeSpans?(spans: TraceSpan[], signal: AbortSignal): Promise<void>;
  /** True when these very calls or spans can't be written, however often they are tried. */
  isPoison(error: unknown): boolean;
  /** The recorder is in the idle class from now on: so may be what works for this sink on the same machine. */
  stepBack?(): void;
  /** What was not written by then stays unwritten. */
  close(): Promise<void>;
}

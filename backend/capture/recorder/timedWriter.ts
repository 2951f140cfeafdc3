import { isSpanBatch, type CallRecord, type Sink, type SpanBatch } from '../../call';
import { CaptureError } from '../errors';

/** Writes to one sink, each write within its time. */
export interface TimedWriter {
  /**
   * Gives the ids of the calls that the sink had not before, where it tells. Rejects as the sink does, also when that
   * throws; with `sink_timeout` when the time is over; or when `leave` was called.
   */
  write(records: (CallRecord | SpanBatch)[], bytes: number): Promise<readonly string[] | null>;
  /** Of writes whose time is over and that have not ended: a sink that does not heed its signal keeps the calls in memory. */
  abandonedBytes(): number;
  /** Nothing is waited for any more. */
  leave(): void;
}

export function createTimedWriter(sink: Sink, timeoutMs: number): TimedWriter {
  const running = new Set<AbortController>();
  /** Of writes that have not ended, and of those of them that somebody waits for. */
  let unendedBytes = 0;
  let awaitedBytes = 0;

  async function write(records: (CallRecord | SpanBatch)[], bytes: number): Promise<readonly string[] | null> {
    const patience = new AbortController();
    const { signal } = patience;
    const timer = setTimeout(() => patience.abort(tooSlow(timeoutMs)), timeoutMs);
    running.add(patience);
    unendedBytes += bytes;
    awaitedBytes += bytes;
    const writing = begin(sink, records, signal).finally(() => (unendedBytes -= bytes));
    try {
      return await Promise.race([writing, rejection(signal)]);
    } catch (error) {
      // A sink that heeds its signal has an error of its own to say so.
      throw signal.aborted ? signal.reason : error;
    } finally {
      clearTimeout(timer);
      running.delete(patience);
      awaitedBytes -= bytes;
    }
  }

  return {
    write,
    abandonedBytes: () => unendedBytes - awaitedBytes,
    leave() {
      for (const patience of running) patience.abort(new Error('The recorder stops.'));
    },
  };
}

/** What the sink throws at once is a rejection too. */
async function begin(
  sink: Sink,
  records: (CallRecord | SpanBatch)[],
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  const told: string[][] = [];
  const calls = records.flatMap((record) => (isSpanBatch(record) ? [] : [record]));
  const spans = records.flatMap((record) => (isSpanBatch(record) ? record.traceSpans : []));
  // First, as they may be written again: which calls were new, a failure behind them would leave untold.
  if (spans.length > 0) await sink.writeSpans?.(spans, signal);
  if (calls.length > 0) await sink.write(calls, signal, (newIds) => told.push([...newIds]));
  return told.length === 0 ? null : told.flat();
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}

function tooSlow(timeoutMs: number): CaptureError {
  return new CaptureError('sink_timeout', `A write has taken longer than ${timeoutMs / 1000} s.`);
}

import type { CallRecord, Sink } from '../call';
import { eventsOf, type RecordOptions } from './callRecords';
import { eventLine } from './eventLine';

/** A place that takes lines of the log. */
export interface LineDestination {
  name: string;
  write(lines: readonly string[], signal: AbortSignal): Promise<void>;
  isRefused?(error: unknown): boolean;
  close?(): Promise<void>;
}

/**
 * A sink for each destination, with a queue of its own in the recorder: one that is away neither holds up nor fails another.
 * The lines of a call are made once for all of them.
 */
export function createRecordSinks(
  destinations: readonly LineDestination[],
  { service, ...options }: RecordOptions & { service: string },
): Sink[] {
  const made = new WeakMap<CallRecord, string[]>();
  const linesOf = (call: CallRecord): string[] => {
    const known = made.get(call);
    if (known !== undefined) return known;
    const lines = eventsOf(call, options).map((event) => eventLine(event, service));
    made.set(call, lines);
    return lines;
  };
  return destinations.map((destination) => ({
    name: destination.name,
    required: false,
    async write(calls, signal) {
      const lines = calls.filter(({ sampling }) => sampling.sampled).flatMap(linesOf);
      if (lines.length > 0) await destination.write(lines, signal);
    },
    isPoison: (error) => destination.isRefused?.(error) ?? false,
    close: async () => destination.close?.(),
  }));
}

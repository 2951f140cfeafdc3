import type { CallRecord, FeedRecord, Sink } from '../call';
import { eventsOf, type RecordOptions } from './callRecords';
import { eventLine } from './eventLine';
import { feedRecordOf } from './feedRecord';
import { payloadLimits } from './payload';

/** A place that takes lines of the log. */
export interface LineDestination {
  name: string;
  write(lines: readonly string[], signal: AbortSignal): Promise<void>;
  isRefused?(error: unknown): boolean;
  /** How often each limit of its own was hit. */
  readonly limitsHit?: Readonly<Record<string, number>>;
  close?(): Promise<void>;
}

interface RecordSinksOptions extends RecordOptions {
  service: string;
  /** Takes records to the live feed; left out where they are not wanted there. */
  tellFeed?: (records: FeedRecord[]) => Promise<void>;
}

/**
 * A sink for each destination, with a queue of its own in the recorder: one that is away neither holds up nor fails another.
 * The events of a call are made once for all of them, and so are its lines.
 */
export function createRecordSinks(
  destinations: readonly LineDestination[],
  { service, tellFeed, limits, streamChunks }: RecordSinksOptions,
): Sink[] {
  // The feed has no payload, which is what a record costs.
  const options =
    destinations.length > 0 ? { limits, streamChunks } : { limits: payloadLimits.none, streamChunks: false };
  const events = once((call) => eventsOf(call, options));
  const lines = once((call) => events(call).map((event) => eventLine(event, service)));
  const sinks = destinations.map((destination): Sink => ({
    ...optionalSink(destination.name, lines, (all, signal) => destination.write(all, signal)),
    ...(destination.limitsHit && { limitsHit: destination.limitsHit }),
    isPoison: (error) => destination.isRefused?.(error) ?? false,
    close: async () => destination.close?.(),
  }));
  if (tellFeed === undefined) return sinks;
  const records = (call: CallRecord) => events(call).flatMap((event) => feedRecordOf(event) ?? []);
  return [...sinks, optionalSink('records feed', records, tellFeed)];
}

function optionalSink<Item>(
  name: string,
  itemsOf: (call: CallRecord) => Item[],
  write: (items: Item[], signal: AbortSignal) => Promise<void>,
): Sink {
  return {
    name,
    required: false,
    async write(calls, signal) {
      const items = calls.filter(({ sampling }) => sampling.sampled).flatMap(itemsOf);
      if (items.length > 0) await write(items, signal);
    },
    isPoison: () => false,
    close: () => Promise.resolve(),
  };
}

function once<Made>(make: (call: CallRecord) => Made): (call: CallRecord) => Made {
  const known = new WeakMap<CallRecord, { made: Made }>();
  return (call) => {
    const before = known.get(call) ?? { made: make(call) };
    known.set(call, before);
    return before.made;
  };
}

import type { CallRecord, Sink } from '../../call';
import { Recorder, type RecorderOptions } from '../recorder/recorder';
import { memoryLog } from '../../testing/memoryLog';

export interface MemorySink extends Sink {
  calls: CallRecord[];
  /** Set to make writes fail. */
  failure: ((calls: CallRecord[]) => Error | null) | null;
}

export function memorySink(fields: Partial<Sink> = {}): MemorySink {
  const sink: MemorySink = {
    name: 'memory',
    required: true,
    calls: [],
    failure: null,
    write(calls) {
      const failure = sink.failure?.(calls);
      if (failure) return Promise.reject(failure);
      sink.calls.push(...calls);
      return Promise.resolve();
    },
    isPoison: (error) => error instanceof RangeError,
    close: () => Promise.resolve(),
    ...fields,
  };
  return sink;
}

const turnOfTheLoop = () => new Promise<void>((resolve) => void setImmediate(resolve));

export function testRecorder(dir: string, sinks: Sink[], options: Partial<RecorderOptions> = {}): Recorder {
  return new Recorder({
    dir,
    sinks,
    log: memoryLog(),
    now: Date.now,
    sleep: turnOfTheLoop,
    limits: { lingerMs: 0 },
    checkpointMs: Infinity,
    ...options,
  });
}

/** Reads to the end of the spool and waits until the sinks have everything. */
export async function drain(recorder: Recorder): Promise<void> {
  while (recorder.turn() || recorder.stats().unstored > 0 || !recorder.settled) await turnOfTheLoop();
}

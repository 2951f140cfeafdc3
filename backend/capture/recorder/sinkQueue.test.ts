import { callRecordOf, type CallRecord, type Sink } from '../../call';
import { callEnd, callId, callStart } from '../../call/testing/facts';
import { memoryLog } from '../../testing/memoryLog';
import { until } from '../../testing/until';
import { memorySink } from '../testing/recorder';
import { SinkQueue, type SinkQueueLimits } from './sinkQueue';

const tick = () => new Promise<void>((resolve) => void setImmediate(resolve));
const never = new Promise<never>(() => undefined);

interface Item {
  record: CallRecord;
  bytes: number;
}

function item(index: number, bytes = 100): Item {
  return { record: callRecordOf({ start: callStart(index), parts: [], end: callEnd(index) }), bytes };
}

function setUp(sink: Sink, limits: Partial<SinkQueueLimits> = {}) {
  const log = memoryLog();
  const refused: { callId: string; error: unknown }[] = [];
  const queue = new SinkQueue<Item>({
    sink,
    log,
    sleep: tick,
    limits: { queuedBytes: 1000, optionalBytes: 1000, batchRows: 1, stopGraceMs: 20, ...limits },
    onDone({ record }, error) {
      if (error !== null) refused.push({ callId: record.callId, error });
    },
  });
  const push = (...indexes: number[]) => indexes.forEach((index) => queue.push(item(index)));
  return { queue, log, refused, push };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const ids = (calls: CallRecord[]) => calls.map((call) => call.callId);
const said = ({ lines }: ReturnType<typeof memoryLog>) => lines.map(({ level, message }) => `${level} ${message}`);

describe('a sink that is optional', () => {
  test('loses the oldest calls when it does not keep up: counted, said once, and once how many when it is over', async () => {
    const sink = memorySink({ name: 'feed', required: false });
    sink.failure = () => new Error('no feed');
    const { queue, log, push } = setUp(sink);
    push(...range(1, 40));
    await until(() => queue.stats().retries > 2);
    expect(queue.failing).toBe(false);
    expect(queue.stats()).toMatchObject({ queued: 10, dropped: 30, written: 0 });
    sink.failure = null;
    await until(() => queue.idle);
    expect(ids(sink.calls)).toEqual(range(31, 40).map(callId));
    expect(queue.stats()).toMatchObject({ queued: 0, dropped: 30, written: 10, failing: null });
    expect(said(log)).toEqual([
      expect.stringContaining('warn A sink does not keep up'),
      'warn Recorded calls cannot be written.',
      'info Recorded calls are written again.',
      'info A sink keeps up again.',
    ]);
    expect(log.lines.at(-1)?.fields).toEqual({ sink: 'feed', dropped: 30 });
  });

  test('keeps the newest call, however large', async () => {
    const sink = memorySink({ required: false });
    const { queue } = setUp(sink);
    for (const index of range(1, 3)) queue.push(item(index, 5000));
    await until(() => queue.idle);
    expect(ids(sink.calls)).toEqual([callId(3)]);
  });

  test('has a moment at a stop for what waits', async () => {
    const sink = memorySink({ required: false });
    const { queue, push } = setUp(sink, { stopGraceMs: 60_000 });
    push(...range(1, 5));
    await queue.stop();
    expect(ids(sink.calls)).toEqual(range(1, 5).map(callId));
    expect(queue.stats()).toMatchObject({ queued: 0, dropped: 0 });
  });

  test('is tried no more at a stop once it failed; what it did not take is counted', async () => {
    const sink = memorySink({ required: false });
    sink.failure = () => new Error('no feed');
    const { queue, push } = setUp(sink, { stopGraceMs: 60_000 });
    push(...range(1, 5));
    await queue.stop();
    expect(queue.stats()).toMatchObject({ dropped: 5, written: 0 });
  });
});

describe('a write that does not end', () => {
  test('is given up after its time, counted and said once, and the calls come again', async () => {
    const aborted: unknown[] = [];
    let writes = 0;
    const sink = memorySink({ writeTimeoutMs: 5 });
    const { write } = sink;
    sink.write = (calls, signal, tellNew) => {
      if (++writes > 2) return write(calls, signal, tellNew);
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push(signal.reason);
          reject(new Error('given up'));
        });
      });
    };
    const { queue, log, push } = setUp(sink);
    push(1);
    await until(() => queue.idle);
    expect(ids(sink.calls)).toEqual([callId(1)]);
    expect(aborted).toMatchObject([{ code: 'sink_timeout' }, { code: 'sink_timeout' }]);
    expect(queue.stats()).toMatchObject({ timeouts: 2, retries: 2, written: 1 });
    expect(said(log)).toEqual([
      'warn Recorded calls cannot be written; they wait in the spool.',
      'info Recorded calls are written again.',
    ]);
  });

  test('nor heeds its signal does not pile up in memory', async () => {
    let writes = 0;
    const sink = memorySink({ required: false, writeTimeoutMs: 1, write: () => (writes++, never) });
    const { queue } = setUp(sink);
    queue.push(item(1, 600));
    await until(() => queue.stats().timeouts === 2);
    for (let turn = 0; turn < 50; turn++) await tick();
    expect(writes).toBe(2);
    await queue.stop();
  });

  for (const required of [true, false]) {
    test(`holds up no stop, where the sink is ${required ? 'required' : 'optional'}`, async () => {
      let left: AbortSignal | undefined;
      const sink = memorySink({ required, write: (_, signal) => ((left = signal), never) });
      const { queue, push } = setUp(sink);
      push(1, 2);
      await tick();
      await queue.stop();
      expect(left?.aborted).toBe(true);
    });
  }
});

describe('a required sink that takes batches in parallel', () => {
  function parallelSink() {
    const batches: { ids: string[]; end: (error?: Error) => void }[] = [];
    const sink = memorySink({
      parallelWrites: 2,
      write: (calls) =>
        new Promise((resolve, reject) => {
          batches.push({ ids: ids(calls), end: (error) => (error ? reject(error) : resolve()) });
        }),
    });
    return { sink, batches };
  }
  // A call is three rows: its own, its request, its response.
  const batchRows = 30;

  test('gets a second one while the first is written, and no third', async () => {
    const { sink, batches } = parallelSink();
    const { queue, push } = setUp(sink, { batchRows, queuedBytes: 1_000_000 });
    push(...range(1, 50));
    await until(() => batches.length === 2);
    await tick();
    expect(batches.map(({ ids: of }) => of)).toEqual([range(1, 10).map(callId), range(11, 20).map(callId)]);
    batches[1]?.end();
    await until(() => batches.length === 3);
    expect(batches[2]?.ids).toEqual(range(21, 30).map(callId));
    expect(queue.stats()).toMatchObject({ written: 10, queued: 40 });
    await queue.stop();
  });

  test('gets no second one that would not be whole', async () => {
    const { sink, batches } = parallelSink();
    const { queue, push } = setUp(sink, { batchRows });
    push(...range(1, 10));
    await until(() => batches.length === 1);
    push(...range(11, 19));
    await tick();
    expect(batches).toHaveLength(1);
    batches[0]?.end();
    await until(() => batches.length === 2);
    expect(batches[1]?.ids).toHaveLength(9);
    await queue.stop();
  });

  test('is tried with one at a time while it fails, and gets all of both', async () => {
    const { sink, batches } = parallelSink();
    const { queue, push } = setUp(sink, { batchRows, queuedBytes: 1_000_000 });
    push(...range(1, 20));
    await until(() => batches.length === 2);
    for (const { end } of batches) end(new Error('away'));
    await until(() => batches.length === 3);
    await tick();
    expect(batches).toHaveLength(3);
    batches[2]?.end();
    await until(() => batches.length === 4);
    batches[3]?.end();
    await until(() => queue.idle);
    expect([...(batches[2]?.ids ?? []), ...(batches[3]?.ids ?? [])].sort()).toEqual(range(1, 20).map(callId).sort());
    expect(queue.stats()).toMatchObject({ written: 20, queued: 0, failing: null });
  });
});

test('a sink that does not close, or fails to, holds up no stop', async () => {
  const silent = setUp(memorySink({ close: () => never }));
  await silent.queue.stop();
  const broken = setUp(memorySink({ close: () => Promise.reject(new Error('still open')) }));
  await broken.queue.stop();
  expect(broken.log.lines).toMatchObject([{ level: 'warn', message: 'A sink could not be closed.' }]);
});

test('what a sink throws is a failed write like any other, whatever its isPoison does', async () => {
  let writes = 0;
  const sink = memorySink({
    isPoison() {
      throw new Error('not even that');
    },
  });
  const { write } = sink;
  sink.write = (...batch) => {
    if (++writes < 3) throw new Error('thrown at once');
    return write(...batch);
  };
  const { queue, refused, push } = setUp(sink);
  push(1, 2);
  await until(() => queue.idle);
  expect(ids(sink.calls)).toEqual([callId(1), callId(2)]);
  expect(refused).toEqual([]);
});

test('a sink may be an instance of a class', async () => {
  class ListSink implements Sink {
    readonly name = 'list';
    readonly required = false;
    readonly #calls: string[] = [];
    #isClosed = false;

    write(calls: CallRecord[]): Promise<void> {
      if (calls.some(({ callId: id }) => id === callId(2))) return Promise.reject(new RangeError('bad call'));
      this.#calls.push(...ids(calls));
      return Promise.resolve();
    }

    isPoison(error: unknown): boolean {
      return error instanceof RangeError && !this.#isClosed;
    }

    close(): Promise<void> {
      this.#isClosed = true;
      return Promise.resolve();
    }

    get seen() {
      return { calls: this.#calls, isClosed: this.#isClosed };
    }
  }
  const sink = new ListSink();
  const { queue, push, refused } = setUp(sink, { batchRows: 100 });
  push(1, 2, 3);
  await until(() => queue.idle);
  await queue.stop();
  expect(sink.seen).toEqual({ calls: [callId(1), callId(3)], isClosed: true });
  expect(refused).toMatchObject([{ callId: callId(2) }]);
  expect(queue.stats()).toMatchObject({ written: 2, poison: 1, dropped: 0 });
});

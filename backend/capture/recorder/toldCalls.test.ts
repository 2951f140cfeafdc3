import type { Sink, StoredSummary } from '../../call';
import { callId } from '../../call/testing/facts';
import { drain, memorySink, testRecorder } from '../testing/recorder';
import { spoolDir, testCapture, wholeCall } from '../testing/spool';

describe('what is told of stored calls', () => {
  /** Two recorders, the second of which delivers again what the first has. */
  async function toldOf(sinks: () => Sink[]): Promise<string[][]> {
    const world = testCapture();
    const told: string[][] = [[], []];
    for (const [run, heard] of told.entries()) {
      for (let index = run * 20; index < run * 20 + 20; index++) wholeCall(world, index);
      const onStored = (calls: StoredSummary[]) => void heard.push(...calls.map((call) => call.callId));
      const recorder = testRecorder(spoolDir, sinks(), { files: world.files, onStored });
      await drain(recorder);
    }
    return told;
  }
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => callId(from + index));

  test('is of each one, once, where the first required sink knows which it has', async () => {
    const known = new Set<string>();
    const store = memorySink();
    store.write = (calls, _signal, tellNew) => {
      const added = calls.map((call) => call.callId).filter((id) => !known.has(id));
      for (const id of added) known.add(id);
      tellNew(added);
      return Promise.resolve();
    };
    const archive = memorySink({ name: 'archive' });
    const feed = memorySink({ name: 'feed', required: false });
    expect(await toldOf(() => [feed, store, archive])).toEqual([range(0, 20), range(20, 40)]);
  });

  test('is of each that this recorder delivered, where it does not', async () => {
    expect(await toldOf(() => [memorySink()])).toEqual([range(0, 20), range(0, 40)]);
  });

  test('leaves out what the sink refused', async () => {
    const sink = memorySink();
    sink.failure = (calls) => (calls.some((call) => call.callId === callId(3)) ? new RangeError('bad row') : null);
    const [first] = await toldOf(() => [sink]);
    expect(first).toEqual(range(0, 20).filter((id) => id !== callId(3)));
  });
});

import { loadConfig } from '../config';
import type { BodyTask } from '../gateway';
import { memoryLog } from '../testing/memoryLog';
import { startBodyThreads } from './threads';

const { limits, policies } = loadConfig({ file: null, env: { LENS_LARGE_JSON_BYTES: '1000' } });

function request(bytes: number): BodyTask {
  const body = JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: 'x'.repeat(bytes) }] });
  return { read: 'request', bytes: Buffer.from(body), limits, oneReading: true, mustBeCall: true };
}

test('only what is larger than limits.large_json_bytes is parsed in a thread', async () => {
  // No thread can be started of it.
  const threads = startBodyThreads({ limits, policies, file: '/nowhere/bodyThread.js', log: memoryLog() });
  await expect(threads.largeBodies.read(request(500))).resolves.toEqual({ about: { model: 'gpt-5' }, refusal: null });
  await expect(threads.largeBodies.read(request(1000))).rejects.toMatchObject({ code: 'thread_failed' });
  await threads.stop();
});

import { until } from '../testing/until';
import { send } from './testing/rawClient';
import { json } from './testing/standInProvider';
import { startTestGateway } from './testing/startTestGateway';
import { openaiAnswer, openaiRequest } from './testing/wire';

test('calls that end in another order than they began are each counted once', async () => {
  const waiting: (() => void)[] = [];
  const lens = await startTestGateway(async (res, req) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    await json(openaiAnswer)(res, req);
  });
  const body = JSON.stringify(openaiRequest);
  const calls = [1, 2, 3, 4, 5].map(() => send(`${lens.url}/v1/chat/completions`, { body }));
  await until(() => waiting.length === 5);
  expect(lens.gateway.stats().callsInFlight).toBe(5);
  for (const [index, left] of [
    [2, 4],
    [0, 3],
    [4, 2],
    [1, 1],
    [3, 0],
  ] as const) {
    waiting[index]?.();
    await until(() => lens.gateway.stats().callsInFlight <= left);
    expect(lens.gateway.stats().callsInFlight).toBe(left);
  }
  expect((await Promise.all(calls)).every(({ status }) => status === 200)).toBe(true);
  await lens.stop();
});

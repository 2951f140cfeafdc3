import { setImmediate } from 'node:timers/promises';
import { until } from '../../testing/until';
import { watchGatewayLoad } from './gatewayLoad';

test('an event loop that is kept busy is told once, and once that it is free again', async () => {
  const told: boolean[] = [];
  const end = watchGatewayLoad((isBusy) => told.push(isBusy));
  for (const until = performance.now() + 900; performance.now() < until;) {
    for (const turn = performance.now() + 20; performance.now() < turn;) Math.random();
    await setImmediate();
  }
  expect(told).toEqual([true]);
  await until(() => told.length === 2);
  end();
  expect(told).toEqual([true, false]);
});

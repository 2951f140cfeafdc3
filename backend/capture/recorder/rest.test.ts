import { createRest } from './rest';

test('the recorder rests while the gateway is busy, but not for ever', () => {
  let now = 0;
  const rest = createRest(() => now);
  expect(rest.isDue()).toBe(false);
  rest.gatewayIs(true);
  expect(rest.isDue()).toBe(true);
  now = 9_999;
  rest.gatewayIs(true);
  expect(rest.isDue()).toBe(true);
  now = 10_000;
  expect(rest.isDue()).toBe(false);
});

test('it works again as soon as the gateway is not busy, and may rest in the next burst', () => {
  let now = 0;
  const rest = createRest(() => now);
  rest.gatewayIs(true);
  rest.gatewayIs(false);
  expect(rest.isDue()).toBe(false);
  now = 60_000;
  rest.gatewayIs(true);
  expect(rest.isDue()).toBe(true);
});

import { createRest } from './rest';

const nothing = () => 0;

function setUp() {
  const clock = { now: 0 };
  const rest = createRest(() => clock.now);
  return { clock, rest };
}

test('a recorder that keeps up rests while the gateway is busy, and works again as soon as it is not', () => {
  const { rest } = setUp();
  rest.caughtUp();
  expect(rest.isDue(nothing)).toBe(false);
  rest.gatewayIs(true);
  expect(rest.isDue(nothing)).toBe(true);
  rest.gatewayIs(false);
  expect(rest.isDue(nothing)).toBe(false);
});

test('after ten seconds it works until it has caught up, and may rest again', () => {
  const { clock, rest } = setUp();
  rest.caughtUp();
  rest.gatewayIs(true);
  clock.now = 9_999;
  expect(rest.isDue(nothing)).toBe(true);
  clock.now = 10_000;
  expect(rest.isDue(nothing)).toBe(false);
  clock.now = 15_000;
  expect(rest.isDue(nothing)).toBe(false);
  rest.caughtUp();
  expect(rest.isDue(nothing)).toBe(true);
});

test('a backlog is worked off before it rests: what an earlier process left, and what has become too much', () => {
  const { rest } = setUp();
  rest.gatewayIs(true);
  expect(rest.isDue(nothing)).toBe(false);
  rest.caughtUp();
  expect(rest.isDue(() => 40_000_000)).toBe(false);
  expect(rest.isDue(() => 30_000_000)).toBe(true);
});

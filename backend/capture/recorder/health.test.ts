import { createRecorderHealth } from './health';

function setUp() {
  const clock = { now: 0 };
  const health = createRecorderHealth(() => clock.now);
  return { clock, health };
}

const progress = { recorded: 0, checkpoint: 0, pending: true, failing: false };

test('a database that refuses for two seconds is away, until something is stored again', () => {
  const { clock, health } = setUp();
  health.heard({ ...progress, recorded: 10 });
  clock.now = 1_000;
  health.heard({ ...progress, recorded: 10, failing: true });
  expect(health.isAway()).toBe(false);
  clock.now = 2_000;
  expect(health.isAway()).toBe(true);
  health.heard({ ...progress, recorded: 11 });
  expect(health.isAway()).toBe(false);
});

test('a recorder that tells of no trouble but stores nothing is waited for for 28 seconds', () => {
  const { clock, health } = setUp();
  clock.now = 30_000;
  health.heard(progress);
  clock.now = 57_999;
  expect(health.isAway()).toBe(false);
  clock.now = 58_000;
  health.heard(progress);
  expect(health.isAway()).toBe(true);
  health.heard({ ...progress, checkpoint: 1 });
  expect(health.isAway()).toBe(false);
});

test('a recorder that never says a word is given a minute to begin', () => {
  const { clock, health } = setUp();
  clock.now = 59_999;
  expect(health.isAway()).toBe(false);
  clock.now = 60_000;
  expect(health.isAway()).toBe(true);
});

test('a recorder that has nothing to do does not stand still', () => {
  const { clock, health } = setUp();
  clock.now = 60_000;
  health.heard({ ...progress, pending: false });
  clock.now = 87_000;
  expect(health.isAway()).toBe(false);
});

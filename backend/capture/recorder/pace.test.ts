import { createPace } from './pace';

const nothing = () => 0;

function setUp() {
  const clock = { now: 0 };
  const pace = createPace({ restBytes: 1000, behindBytes: 5000, now: () => clock.now });
  /** It catches up each second, up to that time. */
  const keepUpUntil = (time: number) => {
    for (; clock.now < time; clock.now += 1000) pace.caughtUp();
    pace.caughtUp();
  };
  return { clock, pace, keepUpUntil };
}

describe('rest', () => {
  test('is due while it keeps up and the gateway is busy', () => {
    const { pace } = setUp();
    pace.caughtUp();
    expect(pace.isRestDue(nothing)).toBe(false);
    pace.gatewayIs(true);
    expect(pace.isRestDue(nothing)).toBe(true);
    pace.gatewayIs(false);
    expect(pace.isRestDue(nothing)).toBe(false);
  });

  test('is over after ten seconds, until it has caught up', () => {
    const { clock, pace } = setUp();
    pace.caughtUp();
    pace.gatewayIs(true);
    clock.now = 9_999;
    expect(pace.isRestDue(nothing)).toBe(true);
    clock.now = 10_000;
    expect(pace.isRestDue(nothing)).toBe(false);
    clock.now = 60_000;
    expect(pace.isRestDue(nothing)).toBe(false);
    pace.caughtUp();
    expect(pace.isRestDue(nothing)).toBe(true);
  });

  test('is over when too much waits, and never due with what an earlier process left', () => {
    const { pace } = setUp();
    pace.gatewayIs(true);
    expect(pace.isRestDue(nothing)).toBe(false);
    pace.caughtUp();
    expect(pace.isRestDue(() => 999)).toBe(true);
    expect(pace.isRestDue(() => 1000)).toBe(false);
  });
});

describe('the idle class', () => {
  test('is for one that has kept up for ten seconds', () => {
    const { pace, keepUpUntil } = setUp();
    expect(pace.next(false, nothing)).toBeNull();
    keepUpUntil(9_000);
    expect(pace.next(false, nothing)).toBeNull();
    keepUpUntil(10_000);
    expect(pace.next(false, nothing)).toBe('to_background');
    expect(pace.next(false, nothing)).toBeNull();
  });

  test('is tried once where it is not to be had', () => {
    const { pace, keepUpUntil } = setUp();
    keepUpUntil(10_000);
    expect(pace.next(false, nothing)).toBe('to_background');
    keepUpUntil(60_000);
    expect(pace.next(false, nothing)).toBeNull();
  });

  test('is left by one that has not caught up for ten seconds', () => {
    const { clock, pace, keepUpUntil } = setUp();
    keepUpUntil(10_000);
    pace.wentToBackground();
    clock.now = 19_999;
    expect(pace.next(false, nothing)).toBeNull();
    clock.now = 20_000;
    expect(pace.next(false, nothing)).toBe('leave');
  });

  test('is left as soon as so much is unread that callers would soon wait', () => {
    const { clock, pace, keepUpUntil } = setUp();
    keepUpUntil(10_000);
    pace.wentToBackground();
    clock.now = 11_000;
    expect(pace.next(false, () => 4_999)).toBeNull();
    expect(pace.next(false, () => 5_000)).toBe('leave');
  });

  test('is not left for a database that is away', () => {
    const { clock, pace, keepUpUntil } = setUp();
    keepUpUntil(10_000);
    pace.wentToBackground();
    clock.now = 60_000;
    expect(pace.next(true, () => 5000)).toBeNull();
  });
});

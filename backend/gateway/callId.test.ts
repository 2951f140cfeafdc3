import { createCallIds } from './callId';
import { createRandomHex } from './randomHex';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('call ids', () => {
  test('are UUIDs of version 7 that begin with the time', () => {
    const newCallId = createCallIds(() => 0x0192_f3a4_b5c6, createRandomHex());
    const id = newCallId();
    expect(id).toMatch(UUID_V7);
    expect(id.slice(0, 13)).toBe('0192f3a4-b5c6');
  });

  test('only rise, in one millisecond, beyond its counter, and when the clock is set back', () => {
    const times = [1000, 1000, 1001, 990, 1001.5, 1002];
    let index = 0;
    const newCallId = createCallIds(() => times[Math.floor(index++ / 5000)] ?? 1002, createRandomHex());
    const ids = Array.from({ length: 30_000 }, newCallId);
    expect(ids.every((id) => UUID_V7.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });

  test('hold the right time again once a clock that was far ahead is put right', () => {
    const times = [0x0192_f3a4_b5c6 + 86_400_000, 0x0192_f3a4_b5c6];
    const newCallId = createCallIds(() => times.shift() ?? 0, createRandomHex());
    newCallId();
    expect(newCallId().slice(0, 13)).toBe('0192f3a4-b5c6');
  });

  test('draw their random part anew for each id, across refills of the random block', () => {
    const newCallId = createCallIds(() => 5, createRandomHex());
    const tails = Array.from({ length: 2000 }, () => newCallId().slice(19));
    expect(new Set(tails).size).toBe(tails.length);
  });
});

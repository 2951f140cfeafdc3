import { decodeWhole } from '../capture/frames/decodeFrame';
import { createWholeCapture } from '../capture/createWholeCapture';
import { callEnd, callStart, exchange } from '../call/testing/facts';
import { memoryLog } from '../testing/memoryLog';
import { createIntake } from './intake';
import { createTally } from './tally';
import type { ToldCall } from './toldCall';

/** What is taken is one record of the spool, and what is not taken is not known either. */

const now = Date.UTC(2026, 10, 30);

function told(key: string): ToldCall {
  const { callId: _, ...end } = callEnd(1, { response: exchange('{"a":1}') });
  const start = {
    ...callStart(1),
    source: { kind: 'events' as const, name: 'x' },
    startedAt: now - 1000,
    traceId: null,
  };
  return { key, sessionId: 's', userId: null, asked: null, start: { ...start, spanId: null }, parts: [], end };
}

function open() {
  const spool = { hasRoom: true, records: [] as Buffer[] };
  const append = (_type: number, payload: Uint8Array[]): boolean => {
    if (spool.hasRoom) spool.records.push(Buffer.concat(payload));
    return spool.hasRoom;
  };
  const intake = createIntake({
    ...{ capture: createWholeCapture({ append }), largeBodies: null, modeOf: () => 'full', identityKey: 'k' },
    ...{
      maxStreamBytes: 1024,
      maxAgeMs: 60_000,
      tally: createTally(),
      log: memoryLog(),
      notKept: () => undefined,
      now: () => now,
    },
  });
  return { intake, spool };
}

test('without room a call is refused, and taken when it is told again and there is some', async () => {
  const { intake, spool } = open();
  spool.hasRoom = false;
  const both = await Promise.all([intake.keep(told('a'), 't'), intake.keep(told('a'), 't')]);
  expect(both).toMatchObject([{ code: 'no_room' }, { code: 'no_room' }]);
  spool.hasRoom = true;
  expect(await intake.keep(told('a'), 't')).toMatchObject({ status: 'accepted' });
  expect(await intake.keep(told('a'), 't')).toMatchObject({ status: 'duplicate' });
  expect(spool.records).toHaveLength(1);
});

test('an id has the time of its call, is the same for the same call, and for nobody else’s', async () => {
  const { intake, spool } = open();
  const again = open();
  await intake.keep(told('a'), 'token:one');
  await intake.keep(told('a'), 'token:two');
  await again.intake.keep(told('a'), 'token:one');
  const [first, second] = spool.records.map((record) => decodeWhole(record).start.callId);
  const [third] = again.spool.records.map((record) => decodeWhole(record).start.callId);
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(first?.replaceAll('-', '').slice(0, 12) ?? '', 16)).toBe(now - 1000);
  expect(third).toBe(first);
  expect(second).not.toBe(first);
});

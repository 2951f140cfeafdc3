import type { ActivityMessage } from '@lens/core/api';
import { createActivityLog, mostShown, type ActivityLog } from './activityLog';

const idOf = (n: number) => `019aa3f2-6c11-7a40-8f3e-${String(n).padStart(12, '0')}`;

function began(n: number, seq: number, gateway = 'a', model = 'gpt-5'): ActivityMessage {
  return {
    call_id: idOf(n),
    event_type: 'call.began',
    timestamp: '2026-11-20T23:12:04.113Z',
    data: {
      trace_id: 'trace',
      api: 'openai',
      operation: 'messages',
      provider: 'openai',
      model,
      stream: false,
      gateway,
      seq,
    },
  };
}

function ended(n: number, seq: number, status: 'complete' | 'cut' = 'complete'): ActivityMessage {
  return {
    call_id: idOf(n),
    event_type: 'call.ended',
    timestamp: '2026-11-20T23:12:05.113Z',
    data: {
      status,
      error_type: null,
      http_status: 200,
      duration_ms: 1000,
      first_byte_ms: null,
      model: 'gpt-5-mini',
      streamed: false,
      gateway: 'a',
      seq,
    },
  };
}

const shown = (log: ActivityLog, filters = {}, upTo: number | null = null) =>
  log
    .rows(filters, upTo)
    .map(({ message }) => (message === null ? 'gap' : `${message.call_id.slice(-1)} ${message.event_type}`));

test('a message that comes twice is there once, of each gateway', () => {
  const log = createActivityLog();
  const added = [began(1, 1), began(2, 2), began(1, 1), began(2, 2), began(3, 1, 'b'), began(3, 1, 'b')].map(
    (message) => log.add(message),
  );
  expect(added).toEqual([true, true, false, false, true, false]);
  expect(shown(log)).toEqual(['3 call.began', '2 call.began', '1 call.began']);
});

test('one that says no sender is taken as it comes', () => {
  const log = createActivityLog();
  const foreign: ActivityMessage = { ...began(1, 1), event_type: 'elsewhere.said', data: { words: 'hello' } };
  expect([log.add(foreign), log.add(foreign)]).toEqual([true, true]);
});

test('what is learnt of a call later counts for its earlier messages', () => {
  const log = createActivityLog();
  log.add(began(1, 1));
  log.add(began(2, 2));
  expect(shown(log, { status: 'running' })).toEqual(['2 call.began', '1 call.began']);
  log.add(ended(1, 3, 'cut'));
  expect(shown(log, { status: 'running' })).toEqual(['2 call.began']);
  expect(shown(log, { status: 'cut' })).toEqual(['1 call.ended', '1 call.began']);
  expect(shown(log, { model: 'gpt-5-mini' })).toEqual(['1 call.ended', '1 call.began']);
  expect(shown(log, { type: 'call.ended' })).toEqual(['1 call.ended']);
  expect(shown(log, { text: idOf(2).toUpperCase() })).toEqual(['2 call.began']);
  expect(shown(log, { changed: 'no' })).toEqual([]);
});

test('paused it shows what was there, and counts what came since', () => {
  const log = createActivityLog();
  log.add(began(1, 1));
  const at = log.newest();
  log.add(began(2, 2));
  log.addGap({ reason: 'lost', missed: 3 });
  expect(shown(log, {}, at)).toEqual(['1 call.began']);
  expect(log.countSince({}, at)).toBe(1);
  expect(shown(log)).toEqual(['gap', '2 call.began', '1 call.began']);
});

test('a flood takes the place of a flood, never of the few that are asked for', () => {
  const log = createActivityLog();
  const asked = { model: 'rare' };
  log.add(began(1, 1, 'a', 'rare'));
  for (let n = 2; n < 20_000; n += 1) {
    log.add(began(n, n));
    log.trim(asked, null);
  }
  expect(shown(log, asked)).toEqual(['1 call.began']);
  expect(log.rows({}, null)).toHaveLength(mostShown);
  expect([...log.calls()].length).toBeLessThan(6_000);
});

test('a flood does not push out what a paused page shows', () => {
  const log = createActivityLog();
  for (let n = 1; n <= 10; n += 1) log.add(began(n, n));
  const at = log.newest();
  for (let n = 11; n < 20_000; n += 1) {
    log.add(began(n, n));
    log.trim({}, at);
  }
  expect(log.rows({}, at)).toHaveLength(10);
});

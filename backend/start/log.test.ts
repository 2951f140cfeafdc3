import { stripVTControlCharacters } from 'node:util';
import { faultOf } from '../log';
import { componentLogs, createLog } from './log';

function written(isTTY: boolean, say: (log: ReturnType<ReturnType<typeof componentLogs>>) => void): string {
  let lines = '';
  say(componentLogs(createLog({ write: (line) => void (lines += line), isTTY }, 'lens-eu'))('gateway'));
  return stripVTControlCharacters(lines);
}

test('a line is one JSON object with the fields that a collector reads', () => {
  const line = written(false, (log) =>
    log.warn({ call_id: '0191', trace_id: 'af', span_id: '0c', pause_ms: 5 }, 'Something is late.'),
  );
  expect(line.trimEnd()).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/) as string,
    level: 'warn',
    service: 'lens-eu',
    component: 'gateway',
    message: 'Something is late.',
    call_id: '0191',
    trace_id: 'af',
    span_id: '0c',
    pause_ms: 5,
  });
});

test('at a terminal it is a line for people', () => {
  const line = written(true, (log) => log.error({ reason: 'no route', restarts: 2 }, 'The recorder stopped.'));
  expect(line).toMatch(/^[\d:.]{12} ERROR gateway {6}The recorder stopped\. reason="no route" restarts=2\n$/);
  const fault = written(true, (log) => log.error(faultOf(new TypeError('x')), 'It failed.'));
  expect(fault).toMatch(/It failed\. err=TypeError\n {4}at /);
});

test('a secret or a card number that got into a field goes no further, and no field is endless', () => {
  const card = '4111 1111 1111 1111';
  const key = `sk-${'q7Xb2LmK9vTz'.repeat(3)}`;
  for (const isTTY of [true, false]) {
    const lines = written(isTTY, (log) => {
      log.error({ error: `connect postgres://lens:quokka@db:5432 with ${key}`, detail: { card } }, 'It failed.');
      log.info({ long: 'x'.repeat(100_000) }, 'It is long.');
    });
    for (const canary of [card, key, 'quokka']) expect(lines).not.toContain(canary);
    expect(lines.length).toBeLessThan(2500);
  }
});

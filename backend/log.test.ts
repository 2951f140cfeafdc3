import { faultOf, type Log } from './log';
import { memoryLog } from './testing/memoryLog';

const log: Log = memoryLog();

test('what is searched for has one spelling, which the compiler holds', () => {
  log.info({ call_id: 'a', trace_id: 'b', pause_ms: 5 }, 'Something happened.');
  // @ts-expect-error fields are in snake case
  log.info({ callId: 'a' }, 'Something happened.');
  const progress = { oldestMs: 5 };
  // @ts-expect-error in a variable too
  log.info(progress, 'Something happened.');
  // @ts-expect-error an error is told by `faultOf`, or by its words where they are the system's
  log.error({ err: new Error('with somebody’s text') }, 'Something failed.');
  // @ts-expect-error fields come first
  log.warn('Something happened.');
});

test('an error that nobody expected is told by its class and place, not by its words', () => {
  const fault = faultOf(new SyntaxError('Unexpected token in "my account is 1234"'));
  expect(fault.err.type).toBe('SyntaxError');
  expect(fault.err.place).toContain('log.test');
  expect(JSON.stringify(fault)).not.toContain('account');
});

test("the system's words, which come with a code, are told", () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  expect(faultOf(refused)).toMatchObject({
    error: 'connect ECONNREFUSED 127.0.0.1:5432',
    err: { code: 'ECONNREFUSED' },
  });
});

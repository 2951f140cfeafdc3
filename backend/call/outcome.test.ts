import { nothingSeen, outcomeOf, type AnswerSeen, type ReportedEnd } from './outcome';

const told = (status: ReportedEnd['status'], errorType: string | null = null): ReportedEnd => ({
  status,
  errorType,
  errorMessage: errorType,
});
const seen = (terminal: AnswerSeen['terminal'], more: Partial<AnswerSeen> = {}): AnswerSeen => ({
  ...nothingSeen,
  terminal,
  ...more,
});
const overloaded = { type: 'overloaded_error', message: 'Overloaded' };

test.each<[string, ReportedEnd, AnswerSeen, string, string | null]>([
  ['a whole answer', told('complete'), nothingSeen, 'complete', null],
  ['a stream with its terminal event', told('complete'), seen('held'), 'complete', null],
  ['a stream that ends behind a finish reason', told('complete'), seen('implied'), 'complete', null],
  ['a stream whose end nobody can tell', told('complete'), seen('unknown'), 'complete', null],
  ['a stream without its terminal event', told('complete'), seen('missing'), 'cut', 'stream_cut'],
  ['a client that left after the terminal event', told('aborted', 'client_closed'), seen('sent'), 'complete', null],
  ['a client that left before it', told('aborted', 'client_closed'), seen('held'), 'aborted', 'client_closed'],
  ['a connection lost after the terminal event', told('cut', 'provider_closed'), seen('sent'), 'complete', null],
  ['a connection lost before it', told('cut', 'provider_closed'), seen('missing'), 'cut', 'provider_closed'],
  ['an error event', told('complete'), seen('missing', { error: overloaded }), 'provider_error', 'overloaded_error'],
  [
    'an error event, and a client that left at it',
    told('aborted', 'client_closed'),
    seen('missing', { error: overloaded }),
    'provider_error',
    'overloaded_error',
  ],
  [
    'an error body',
    told('provider_error', 'http_529'),
    { ...nothingSeen, error: overloaded },
    'provider_error',
    'overloaded_error',
  ],
  ['an error without a body', told('provider_error', 'http_529'), nothingSeen, 'provider_error', 'http_529'],
  [
    'a blocked stream',
    told('blocked', 'policy_blocked'),
    seen('sent', { error: overloaded }),
    'blocked',
    'policy_blocked',
  ],
  ['a provider out of reach', told('upstream_failed', 'timeout'), nothingSeen, 'upstream_failed', 'timeout'],
  ['a process that ended', told('interrupted'), seen('missing'), 'interrupted', null],
  ['a process that ended when all was sent', told('interrupted'), seen('sent'), 'complete', null],
])('%s', (_what, end, answer, status, errorType) => {
  expect(outcomeOf(end, answer)).toMatchObject({ status, errorType });
});

test('whoever reads the answer again comes to the same', () => {
  const statuses = ['complete', 'provider_error', 'cut', 'aborted', 'blocked', 'interrupted'] as const;
  for (const status of statuses) {
    for (const terminal of ['sent', 'held', 'implied', 'unknown', 'missing', null] as const) {
      for (const error of [null, overloaded]) {
        const answer = seen(terminal, { error, finishReason: 'stop' });
        const once = outcomeOf(told(status), answer);
        expect(outcomeOf(once, answer)).toEqual(once);
      }
    }
  }
});

test('the finish reason is kept, however the call ended', () => {
  expect(outcomeOf(told('aborted'), seen('held', { finishReason: 'stop' })).finishReason).toBe('stop');
});

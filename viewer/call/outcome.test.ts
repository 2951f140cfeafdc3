import type { CallView } from '@lens/core/api';
import { abortedStream, blockedCall, callView, interruptedCall, rateLimited, workedExample } from '../fixtures';
import { outcomeBanner } from './outcome';

const told = (view: CallView): string => {
  const banner = outcomeBanner(view);
  return banner === null ? '' : `${banner.title}. ${banner.text}`;
};

test('a call that went well needs no words', () => {
  expect(told(workedExample)).toBe('');
});

test.each<[string, CallView, string]>([
  [
    'a provider’s refusal',
    rateLimited,
    'The provider answered 429 (rate_limit_error). “Rate limit reached for requests.” The client got the provider’s answer as it was sent.',
  ],
  [
    'a client that left',
    abortedStream,
    'The client went away. It left after 2.31 s and 42 chunks of the stream; the rest was never received.',
  ],
  [
    'a blocked call',
    blockedCall,
    'Blocked by tool-guard. The provider was never called; the client got 403. Tool "shell" is not allowed here.',
  ],
  [
    'an interrupted call',
    interruptedCall,
    'The gateway’s process ended during this call. What had been recorded until then is kept; how the call ended for the client is unknown.',
  ],
  [
    'a cut stream',
    { ...abortedStream, call: { ...abortedStream.call, status: 'cut' } },
    'The provider’s answer was cut off. It sent 42 chunks in 2.31 s before it ended without its closing event. The client got what had arrived.',
  ],
  [
    'an error inside a stream',
    callView({ call: { status: 'provider_error', errorType: 'overloaded_error', upstreamStatus: 200 } }),
    'The provider’s stream ended with an error (overloaded_error). The client got the provider’s answer as it was sent.',
  ],
  [
    'an error whose words a policy changed',
    callView({
      call: {
        status: 'provider_error',
        errorType: 'bad',
        errorMessage: 'No [REDACTED] here',
        upstreamStatus: 400,
        response: { changed: true, changes: 1, summary: null },
      },
    }),
    'The provider answered 400 (bad). “No [REDACTED] here.” The client got it as the policies left it.',
  ],
  [
    'an error without a name',
    callView({ call: { status: 'provider_error', errorType: 'http_502', upstreamStatus: 502 } }),
    'The provider answered 502. The client got the provider’s answer as it was sent.',
  ],
  [
    'a provider out of reach',
    callView({
      call: { status: 'upstream_failed', errorType: 'connect_failed', httpStatus: 502, upstreamStatus: null },
    }),
    'The provider could not be reached (connect_failed). No answer could be passed on; the client got 502.',
  ],
  [
    'a provider too late',
    callView({ call: { status: 'upstream_failed', errorType: 'timeout', httpStatus: 504, upstreamStatus: null } }),
    'The provider did not answer in time. No answer could be passed on; the client got 504.',
  ],
  [
    'a refused request',
    callView({ call: { status: 'rejected', errorType: 'body_too_large', httpStatus: 413, upstreamStatus: null } }),
    'Lens refused the request (body_too_large). No provider was called; the client got 413.',
  ],
  [
    'a policy that failed',
    {
      ...blockedCall,
      call: { ...blockedCall.call, errorType: 'policy_timeout', upstreamStatus: 200, errorMessage: null },
    },
    'tool-guard took too long, so the call was stopped. The provider’s answer was not passed on; the client got 403.',
  ],
  [
    'a client that left before any answer',
    callView({ call: { status: 'aborted', durationMs: 80, stream: false } }),
    'The client went away. It left after 80.0 ms, before it had the whole answer; the provider call was stopped.',
  ],
])('%s is told in words', (_name, view, expected) => {
  expect(told(view)).toBe(expected);
});

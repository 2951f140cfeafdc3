import { callView, rateLimited } from '../fixtures';
import { missingBody } from './missingBody';
import { ownError } from './ownError';

const refused = callView({
  call: {
    status: 'rejected',
    errorType: 'not_json',
    errorMessage: 'The request body is not valid JSON.',
    httpStatus: 400,
    upstreamStatus: null,
  },
});

test('a refused call tells what the client got in the place of an answer', () => {
  expect(missingBody(refused, 'response')).toBe(
    'The request was refused, so no provider was asked. ' +
      'The client got Lens’s own error 400 (not_json): “The request body is not valid JSON.”',
  );
});

test('so does a call whose provider was out of reach', () => {
  const unreachable = callView({
    call: { status: 'upstream_failed', errorType: null, errorMessage: null, httpStatus: 502 },
  });
  expect(missingBody(unreachable, 'response')).toBe(
    'The provider gave no answer that could be passed on. The client got Lens’s own error 502.',
  );
});

test('a provider’s error, and a stream stopped in its middle, are not Lens’s own', () => {
  expect(ownError(rateLimited.call)).toBeNull();
  expect(ownError({ ...refused.call, status: 'blocked', httpStatus: 200 })).toBeNull();
});

test('a client that was gone got nothing', () => {
  expect(ownError({ ...refused.call, httpStatus: null })).toBeNull();
});

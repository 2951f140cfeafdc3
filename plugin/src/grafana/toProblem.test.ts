import { toProblem } from './toProblem';

test('what the gateway says of a request stays as it is', () => {
  const own = {
    code: 'unknown_call',
    status: 404,
    title: 'Unknown call',
    type: 'urn:x',
    detail: 'No call has this id.',
  };
  expect(toProblem(404, JSON.stringify(own))).toEqual(own);
});

test.each([
  [400, 'Authentication to data source failed', 'token_refused'],
  [403, '{"message":"plugin proxy route access denied"}', 'not_allowed'],
  [404, '{"message":"Data source not found"}', 'not_here'],
  [401, '{"message":"Unauthorized"}', 'signed_out'],
  [502, '', 'gateway_unreachable'],
  [504, 'Gateway timeout', 'gateway_unreachable'],
  [500, '<html>Oops</html>', 'unexpected_status'],
  [418, '', 'unexpected_status'],
])('Grafana’s own %i %j is told in words', (status, text, code) => {
  expect(toProblem(status, text)).toMatchObject({ status, code });
});

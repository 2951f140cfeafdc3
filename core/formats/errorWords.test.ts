import { errorWords } from '.';

test.each([
  ['{"message":"no such route"}', 'no such route'],
  ['{"detail":"Not authenticated"}', 'Not authenticated'],
  ['{"detail":[{"loc":["body","model"],"msg":"field required","type":"missing"}]}', 'field required'],
  ['{"errors":[{"code":7003,"message":"Could not route"}],"success":false}', 'Could not route'],
  ['[{"error":{"code":400,"message":"API key not valid","status":"INVALID"}}]', 'API key not valid'],
  ['{"error":"invalid_client","error_description":"Unknown client"}', 'Unknown client'],
  ['{"type":"about:blank","title":"Too many requests","status":429}', 'Too many requests'],
  ['"just words"', 'just words'],
  ['upstream connect error\n or disconnect', 'upstream connect error or disconnect'],
  ['<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>x</body></html>', '502 Bad Gateway'],
  ['<html><body><h1>Bad</h1>\n<p>gateway</p></body></html>', 'Bad gateway'],
])('%s says %j', (body, words) => {
  expect(errorWords(body)).toBe(words);
});

test.each(['', ' \n', '{}', '[]', 'null', '5', '{"message":""}', '{"message":{"deep":{"deeper":{"x":"y"}}}}'])(
  '%j says nothing',
  (body) => {
    expect(errorWords(body)).toBeNull();
  },
);

test('a long text is cut where its characters end', () => {
  const words = errorWords('👋'.repeat(400)) ?? '';
  expect(words).toHaveLength(500);
  expect(words.isWellFormed()).toBe(true);
});

import { isPlainPath, recordedEndpoint } from './endpoint';

describe('the recorded endpoint', () => {
  test('keeps path and query, without the values of parameters that hold credentials', () => {
    expect(recordedEndpoint('/v1/models')).toBe('/v1/models');
    expect(recordedEndpoint('/v1/models?limit=2&after=m')).toBe('/v1/models?limit=2&after=m');
    expect(recordedEndpoint('/v1/models?key=sk-1&limit=2&api%5Fkey=sk-2&Access_Token=x')).toBe(
      '/v1/models?key=[REMOVED]&limit=2&api%5Fkey=[REMOVED]&Access_Token=[REMOVED]',
    );
    expect(recordedEndpoint('/v1/models?%zz=1')).toBe('/v1/models?%zz=1');
  });
});

describe('plain paths', () => {
  test.each(['/v1/models', '/v1/models/ft%3Agpt-5:org::x', '/v1/files/file-1/content?x=../..', '/v1/a.b/..c/d..'])(
    '%s may pass',
    (url) => expect(isPlainPath(url)).toBe(true),
  );
  test.each([
    '/v1/../admin',
    '/v1/./chat/completions',
    '/v1/models/..',
    '/v1//chat/completions',
    '/v1/%63hat/completions',
    '/v1/chat%2fcompletions',
    '/v1/chat%2Fcompletions',
    '/v1/%2e%2e/admin',
    '/v1/%252e%252e/admin',
    '/v1/chat\\completions',
    '/v1/chat%5Ccompletions',
    '/v1/messages;x=1',
  ])('%s may not', (url) => expect(isPlainPath(url)).toBe(false));
});

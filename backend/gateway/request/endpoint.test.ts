import { originForm, recordedEndpoint as recorded } from './endpoint';

const recordedEndpoint = (url: string) => recorded(url, (text) => text === 'lens_0123456789abcdef');

describe('the recorded endpoint', () => {
  test('keeps path and query, without the values of parameters that hold credentials', () => {
    expect(recordedEndpoint('/v1/models')).toBe('/v1/models');
    expect(recordedEndpoint('/v1/models?limit=2&after=m')).toBe('/v1/models?limit=2&after=m');
    expect(recordedEndpoint('/v1/models?key=sk-1&limit=2&api%5Fkey=sk-2&Access_Token=x')).toBe(
      '/v1/models?key=[REMOVED]&limit=2&api%5Fkey=[REMOVED]&Access_Token=[REMOVED]',
    );
    expect(recordedEndpoint('/v1/models?x-api-key=a&client_secret=b&after=c&page_size=9')).toBe(
      '/v1/models?x-api-key=[REMOVED]&client_secret=[REMOVED]&after=c&page_size=9',
    );
    expect(recordedEndpoint('/v1/models?a=lens_0123456789abcdef&b=1')).toBe('/v1/models?a=[REMOVED]&b=1');
    expect(recordedEndpoint('/v1/models?%zz=1')).toBe('/v1/models?%zz=1');
  });
});

test('the path of a request is what stands behind scheme and host', () => {
  expect(originForm('/v1/models?url=http://a/b')).toBe('/v1/models?url=http://a/b');
  expect(originForm('http://user:password@evil.example:80/v1/models?a=/b')).toBe('/v1/models?a=/b');
  expect(originForm('HTTPS://evil.example')).toBe('/');
  expect(originForm('http://evil.example?a')).toBe('/?a');
  expect(originForm('*')).toBe('/*');
});

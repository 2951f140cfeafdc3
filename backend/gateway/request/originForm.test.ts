import { originForm } from './originForm';

test('the path of a request is what stands behind scheme and host', () => {
  expect(originForm('/v1/models?url=http://a/b')).toBe('/v1/models?url=http://a/b');
  expect(originForm('http://user:password@evil.example:80/v1/models?a=/b')).toBe('/v1/models?a=/b');
  expect(originForm('HTTPS://evil.example')).toBe('/');
  expect(originForm('http://evil.example?a')).toBe('/?a');
  expect(originForm('*')).toBe('/*');
});

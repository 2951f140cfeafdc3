import { findToken, readApiTokens } from './apiTokens';
import { scopes } from './principal';
import { thrownBy } from './testing/thrownBy';

const full = 'the-token-with-every-scope';

test('the list names tokens and their scopes', () => {
  const tokens = readApiTokens({
    full,
    list: ' grafana:read:grafana-token-0123 , ops:read+reveal:ops:token:with:colons ',
  });
  expect(findToken(tokens, 'grafana-token-0123')).toEqual({ name: 'grafana', scopes: ['read'], by: 'token' });
  expect(findToken(tokens, 'ops:token:with:colons')).toEqual({ name: 'ops', scopes: ['read', 'reveal'], by: 'token' });
  expect(findToken(tokens, full)).toEqual({ name: 'api-token', scopes, by: 'token' });
  expect(findToken(tokens, '')).toBeNull();
});

test('no token is kept in memory as it is', () => {
  expect(JSON.stringify(readApiTokens({ full, list: 'grafana:read:grafana-token-0123' }))).not.toMatch(
    /every-scope|grafana-token/,
  );
});

test.each([
  ['no-scope-and-token', 'has no name|shorter'],
  ['a:read:short', 'shorter than 16'],
  ['a:admin:a-token-long-enough', 'a scope other than'],
  ['a::a-token-long-enough', 'a scope other than'],
  [':read:a-token-long-enough', 'has no name'],
  ['two words:read:a-token-long-enough', 'has no name'],
])('the entry %p is refused and the message does not repeat its token', (list, message) => {
  const error = thrownBy(() => readApiTokens({ full, list }));
  expect(error.code).toBe('token_invalid');
  expect(error.message).toMatch(new RegExp(message));
  expect(error.message).not.toContain('long-enough');
});

test('a short LENS_API_TOKEN is refused', () => {
  expect(thrownBy(() => readApiTokens({ full: 'secret' })).code).toBe('token_invalid');
});

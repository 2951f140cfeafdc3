import { withEnvironmentSecrets } from './environmentSecrets';
import { thrownBy } from './testing/thrownBy';

const kept = {
  gatewayToken: 'lens-gw-kept-token',
  apiToken: 'lens-api-kept-token',
  sessionKey: 's',
  identityKey: 'i',
  digestKey: 'd',
};

test('tokens of the environment go over the kept ones', () => {
  const env = { LENS_GATEWAY_TOKEN: 'a-gateway-token-of-ours', LENS_API_TOKEN: ' an-api-token-of-ours\n' };
  expect(withEnvironmentSecrets(kept, env)).toEqual({
    ...kept,
    gatewayToken: 'a-gateway-token-of-ours',
    apiToken: 'an-api-token-of-ours',
  });
});

test.each(['', '  '])('an empty variable (%p) is as good as none: it never makes an empty token', (value) => {
  expect(withEnvironmentSecrets(kept, { LENS_GATEWAY_TOKEN: value, LENS_API_TOKEN: value })).toEqual(kept);
});

test.each(['secret', 'two words are not a token', 'a,comma,separates,tokens', 'ein-schlüssel-mit-umlaut'])(
  'the token %p is refused and the message does not repeat it',
  (token) => {
    for (const name of ['LENS_GATEWAY_TOKEN', 'LENS_API_TOKEN']) {
      const error = thrownBy(() => withEnvironmentSecrets(kept, { [name]: token }));
      expect(error.code).toBe('token_invalid');
      expect(error.message).toContain(name);
      expect(error.message).not.toContain(token);
    }
  },
);

test('so does the key of the hashes, so that several installations hash alike', () => {
  const key = 'a-key-of-ours-that-nobody-can-guess';
  expect(withEnvironmentSecrets(kept, { LENS_HASH_KEY: ` ${key}\n` })).toEqual({ ...kept, identityKey: key });
  expect(withEnvironmentSecrets(kept, { LENS_HASH_KEY: '' })).toEqual(kept);
  expect(thrownBy(() => withEnvironmentSecrets(kept, { LENS_HASH_KEY: 'quokka' })).message).not.toContain('quokka');
});

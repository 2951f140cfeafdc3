import { credentialsFor, gatewayTokenCheck, identifyCaller } from './credentials';

const TOKEN = 'lens_0123456789';
const isGatewayToken = gatewayTokenCheck(TOKEN);
const identify = (headers: Record<string, string>) => identifyCaller(headers, isGatewayToken);
const withKey = { name: 'openai', api: 'openai', apiKey: 'sk-gateway' } as const;
const withoutKey = { name: 'openai', api: 'openai', apiKey: null } as const;

describe('who calls', () => {
  test('the token is compared whole', () => {
    expect(isGatewayToken(TOKEN)).toBe(true);
    for (const wrong of ['', 'lens_', `${TOKEN}x`, 'lens_0123456780', TOKEN.toUpperCase()]) {
      expect(isGatewayToken(wrong)).toBe(false);
    }
  });

  test('nobody without a credential', () => {
    expect(identify({})).toEqual({ kind: 'none' });
    expect(identify({ authorization: '', 'x-luthien-token': 'wrong' })).toEqual({ kind: 'none' });
  });

  test.each([
    { authorization: `Bearer ${TOKEN}` },
    { authorization: `bearer  ${TOKEN}` },
    { authorization: TOKEN },
    { 'x-api-key': TOKEN },
    { 'x-luthien-token': TOKEN },
    { 'x-api-key': `sk-other, ${TOKEN}` },
    { authorization: `Basic ${Buffer.from(`me:${TOKEN}`).toString('base64')}` },
  ])('the gateway token is found in %j', (headers) => {
    expect(identify(headers)).toEqual({ kind: 'trusted', own: [] });
  });

  test("a caller's own credentials are kept as they are", () => {
    expect(identify({ authorization: 'Bearer sk-1', 'x-api-key': 'k' })).toEqual({
      kind: 'own',
      own: ['authorization', 'Bearer sk-1', 'x-api-key', 'k'],
    });
  });
});

describe('what goes to the provider', () => {
  test("the caller's own key, even where the upstream has one", () => {
    const caller = { kind: 'own', own: ['authorization', 'Bearer sk-1'] } as const;
    expect(credentialsFor({ ...caller, own: [...caller.own] }, withKey).headers).toEqual(caller.own);
  });

  test.each([
    ['openai', ['authorization', 'a', 'x-api-key', 'x'], ['authorization', 'a']],
    ['openai', ['x-api-key', 'x', 'api-key', 'z'], ['api-key', 'z']],
    ['openai', ['x-api-key', 'x'], ['x-api-key', 'x']],
    ['anthropic', ['authorization', 'a', 'x-api-key', 'x', 'api-key', 'z'], ['authorization', 'a', 'x-api-key', 'x']],
  ] as const)('to %s of a caller’s %j only %j', (api, own, sent) => {
    expect(credentialsFor({ kind: 'own', own: [...own] }, { ...withKey, api }).headers).toEqual(sent);
    expect(credentialsFor({ kind: 'trusted', own: [...own] }, { ...withoutKey, api }).headers).toEqual(sent);
  });

  test("the upstream's key for the gateway token, in the header of its API", () => {
    const caller = identifyCaller({ authorization: `Bearer ${TOKEN}` }, isGatewayToken);
    if (caller.kind === 'none') throw new Error('expected a caller');
    expect(credentialsFor(caller, withKey).headers).toEqual(['authorization', 'Bearer sk-gateway']);
    expect(credentialsFor(caller, { ...withKey, api: 'anthropic' }).headers).toEqual(['x-api-key', 'sk-gateway']);
  });

  test('a gateway token buys nothing at an upstream without a key', () => {
    const { refusal } = credentialsFor({ kind: 'trusted', own: [] }, withoutKey);
    expect(refusal).toMatchObject({ status: 401, code: 'upstream_without_key' });
    expect(refusal?.message).toContain('openai');
  });

  test('the token beside an own key leaves the own key to an upstream without one', () => {
    const own = ['authorization', 'Bearer sk-1'];
    expect(credentialsFor({ kind: 'trusted', own }, withoutKey).headers).toEqual(own);
    expect(credentialsFor({ kind: 'trusted', own }, withKey).headers).toEqual(['authorization', 'Bearer sk-gateway']);
  });
});

import { identitiesIn, maskIdentities, maskIdentitiesInText } from './identities';

const mask = (): string => '***';

test.each([
  [{ user: 'ada' }, ['ada']],
  [{ safety_identifier: 's', prompt_cache_key: 'k' }, ['s', 'k']],
  [{ metadata: { user_id: 'ada', session_id: 'x', topic: 'cats' } }, ['ada', 'x']],
  [{ session_id: 's', end_user_id: 'e', client_metadata: { 'x-installation-id': 'i' } }, ['s', 'e', 'i']],
  [
    { metadata: { customer: { name: 'Ada', mails: ['a@b.c'] }, litellm_metadata: 1 }, tools: [{ user: 'no' }] },
    ['Ada', 'a@b.c'],
  ],
  [{ messages: [{ role: 'user', content: 'hi', user: 'bob' }], metadata: ['user_id'], user: ' ' }, []],
  ['data: {"response":{"user":"ad\\u0061"}}\n\n', ['ada']],
  ['--b\r\nContent-Disposition: form-data; name="user"\r\n\r\nada\r\n--b--', ['ada']],
  ['grant_type=x&user=ada%20wren&code=user', ['ada%20wren']],
  [{ user: 4711, metadata: { customer_id: 12, count: 3 } }, ['4711', '12']],
  [{ metadata: { trace: { user_id: 'ada', topic: 'cats' } }, labels: { account: 'x' } }, ['ada', 'x']],
  [
    { requests: [{ custom_id: 'c', params: { metadata: { user_id: 'ada' } } }, { body: { user: 'eve' } }] },
    ['ada', 'eve'],
  ],
  ['{"user": 4711}\n{"user":"ada"}', ['4711', 'ada']],
  [null, []],
])('%j names %j', (body, ids) => {
  expect([...identitiesIn(body)]).toEqual(ids);
});

test('an id is masked wherever a field of one’s own repeats it, and only there', () => {
  const body = {
    user: 'user',
    messages: [{ role: 'user', content: 'user' }],
    tool: { user_id: 'user', user: 'other' },
  };
  expect(maskIdentities(body, identitiesIn(body), mask)).toEqual({
    user: '***',
    messages: [{ role: 'user', content: 'user' }],
    tool: { user_id: '***', user: 'other' },
  });
});

test('in a text the rest stays as it is written', () => {
  const text = '{ "user" : "ad\\u0061",\n "n": 1e400, "x": "\\"user\\": \\"ada\\"" }';
  expect(maskIdentitiesInText(text, new Set(['ada']), mask)).toBe(
    '{ "user" : "***",\n "n": 1e400, "x": "\\"user\\": \\"ada\\"" }',
  );
});

test('a number is masked as a text is, and stays JSON', () => {
  const body = { user: 4711, n: 4711, meta: { user_id: 4711 } };
  expect(maskIdentities(body, identitiesIn(body), mask)).toEqual({ user: '***', n: 4711, meta: { user_id: '***' } });
  expect(maskIdentitiesInText('{"user": 4711,"n":4711}', new Set(['4711']), mask)).toBe('{"user": "***","n":4711}');
});

test('texts of any length may stand beside it', () => {
  const text = JSON.stringify({ content: 'a'.repeat(12_000_000), user: 'ada' });
  expect(maskIdentitiesInText(text, new Set(['ada']), mask)).toBe(text.replace('"ada"', '"***"'));
});

test('in a form, too', () => {
  expect(maskIdentitiesInText('a=ada&user=ada&b=', new Set(['ada']), mask)).toBe('a=ada&user=***&b=');
  const form = (user: string) =>
    `--b\r\nContent-Disposition: form-data; name="user"\r\nX: y\r\n\r\n${user}\r\n--b--\r\n`;
  expect(maskIdentitiesInText(form('ada'), new Set(['ada']), mask)).toBe(form('***'));
});

test('a body without ids is the very same', () => {
  const body = { messages: [] };
  expect(maskIdentities(body, identitiesIn(body), mask)).toBe(body);
});

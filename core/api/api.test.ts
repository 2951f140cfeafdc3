import { callQuerySchema, diffResultSchema } from './index';

test('a query without parameters asks for the newest fifty calls', () => {
  expect(callQuerySchema.parse({})).toEqual({ limit: 50 });
});

test('a query comes as text and leaves as values', () => {
  const parsed = callQuerySchema.parse({
    stream: 'false',
    limit: '7',
    status: 'cut',
    from: '2026-01-02T03:04:05+02:00',
  });
  expect(parsed).toEqual({ stream: false, limit: 7, status: 'cut', from: '2026-01-02T03:04:05+02:00' });
});

test.each([
  ['limit', '201'],
  ['limit', 'many'],
  ['status', 'fine'],
  ['before', 'yesterday'],
  ['from', '2026-01-02'],
  ['text', 'x'.repeat(501)],
])('a query with %s=%s names the field that is wrong', (field, value) => {
  const { error } = callQuerySchema.safeParse({ [field]: value });
  expect(error?.issues.map(({ path }) => path)).toEqual([[field]]);
});

test('the schema of a diff accepts every kind of delta and refuses unknown ones', () => {
  const delta = {
    kind: 'object',
    entries: [
      { kind: 'add', key: 'a', value: { deep: [1, null] }, by: ['p'] },
      {
        kind: 'change',
        key: 'b',
        delta: {
          kind: 'array',
          items: [
            { kind: 'keep', left: 0, right: 0, count: 2 },
            { kind: 'change', left: 2, right: 2, delta: { kind: 'text', spans: [{ op: 'keep', length: 3 }] } },
            { kind: 'gone', left: 3, right: 3 },
          ],
        },
      },
    ],
  };
  const result = { added: [], removed: [], modified: [], moved: [], unchanged: 1, summary: '', degraded: [], delta };
  expect(diffResultSchema.parse(result)).toEqual(result);
  expect(diffResultSchema.safeParse({ ...result, delta: { kind: 'mystery' } }).success).toBe(false);
});

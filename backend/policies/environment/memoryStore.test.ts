import { createMemoryStore, type StoreLimit, type StoreOptions } from './memoryStore';

let now = 0;
let limits: StoreLimit[] = [];
beforeEach(() => {
  now = 1_000_000;
  limits = [];
});

const store = (bounds: Partial<StoreOptions> = {}) =>
  createMemoryStore({
    clock: { now: () => now },
    entries: 3,
    bytes: 100,
    onLimit: (limit) => limits.push(limit),
    ...bounds,
  });
const hour = { expiresInMs: 3_600_000 };

test('what was set is there until it expires or is deleted', async () => {
  const memory = store();
  expect(await memory.get('a')).toBeUndefined();
  await memory.set('a', 'one', { expiresInMs: 10 });
  await memory.set('b', 'two', hour);
  expect([await memory.get('a'), await memory.get('b')]).toEqual(['one', 'two']);
  now += 10;
  expect([await memory.get('a'), await memory.get('b')]).toEqual([undefined, 'two']);
  await memory.delete('b');
  expect(await memory.get('b')).toBeUndefined();
});

test('keys are names alone, `__proto__` too', async () => {
  const memory = store();
  await memory.set('__proto__', 'x', hour);
  expect([await memory.get('__proto__'), await memory.get('constructor')]).toEqual(['x', undefined]);
});

test('adding counts from zero within the time of its first addition', async () => {
  const memory = store();
  expect(await memory.add('n', 2, { expiresInMs: 10 })).toBe(2);
  now += 9;
  expect(await memory.add('n', 3, { expiresInMs: 10 })).toBe(5);
  expect(await memory.get('n')).toBe('5');
  now += 1;
  expect(await memory.add('n', 1, { expiresInMs: 10 })).toBe(1);
});

test('adding to what is no number fails and leaves it', async () => {
  const memory = store();
  await memory.set('a', 'text', hour);
  await expect(memory.add('a', 1, hour)).rejects.toThrow(TypeError);
  expect(await memory.get('a')).toBe('text');
});

test('beyond its number of entries it forgets what was used longest ago, and counts it', async () => {
  const memory = store();
  for (const key of ['a', 'b', 'c']) await memory.set(key, key, hour);
  await memory.get('a');
  await memory.set('d', 'd', hour);
  const left = await Promise.all(['a', 'b', 'c', 'd'].map((key) => memory.get(key)));
  expect(left).toEqual(['a', undefined, 'c', 'd']);
  expect(limits).toEqual(['policy_store_evicted']);
});

test('beyond its bytes it forgets as many as it takes', async () => {
  const memory = store();
  await memory.set('a', 'x'.repeat(39), hour);
  await memory.set('b', 'x'.repeat(39), hour);
  await memory.set('c', 'ü'.repeat(45), hour);
  const left = await Promise.all(['a', 'b', 'c'].map((key) => memory.get(key)));
  expect(left).toEqual([undefined, undefined, 'ü'.repeat(45)]);
  expect(limits).toEqual(['policy_store_evicted', 'policy_store_evicted']);
});

test('what has expired makes room before anything is forgotten', async () => {
  const memory = store();
  await memory.set('long', 'x', hour);
  await memory.set('short', 'x', { expiresInMs: 10 });
  await memory.set('also long', 'x', hour);
  now += 5000;
  await memory.set('new', 'x', hour);
  expect(await memory.get('long')).toBe('x');
  expect(limits).toEqual([]);
});

test('an entry set again takes its room once', async () => {
  const memory = store();
  for (let round = 0; round < 10; round += 1) await memory.set('a', 'x'.repeat(90), hour);
  expect(await memory.get('a')).toHaveLength(90);
  expect(limits).toEqual([]);
});

test('an entry larger than the store is refused, and what stood under its key is gone', async () => {
  const memory = store();
  await memory.set('a', 'x', hour);
  await expect(memory.set('a', 'x'.repeat(100), hour)).rejects.toMatchObject({ code: 'policy_store_too_large' });
  expect(await memory.get('a')).toBeUndefined();
  expect(limits).toEqual(['policy_store_too_large']);
});

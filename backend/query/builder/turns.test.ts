import { createTurns } from './turns';

/** An action that lasts until it is told to end. */
function lasting() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { action: () => promise, end: resolve };
}

test('one thing is done at a time, in the order of their coming', async () => {
  const turns = createTurns(1, 10);
  const first = lasting();
  const seen: string[] = [];
  const all = [
    turns.take(60_000, first.action),
    ...['a', 'b', 'c'].map((name) => turns.take(60_000, () => Promise.resolve(seen.push(name)))),
  ];
  expect(seen).toEqual([]);
  first.end('done');
  await Promise.all(all);
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('a turn that fails is over, too', async () => {
  const turns = createTurns(1, 1);
  await expect(turns.take(60_000, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  expect(await turns.take(60_000, () => Promise.resolve('next'))).toBe('next');
});

test('who waits too long is not called any more, and leaves their place to others', async () => {
  const turns = createTurns(1, 1);
  const first = lasting();
  const running = turns.take(60_000, first.action);
  const late = jest.fn(() => Promise.resolve());
  await expect(turns.take(1, late)).rejects.toMatchObject({ code: 'busy' });
  const next = turns.take(60_000, () => Promise.resolve('next'));
  first.end('done');
  expect(await Promise.all([running, next])).toEqual(['done', 'next']);
  expect(late).not.toHaveBeenCalled();
});

test('beyond those that may wait nobody is let in', async () => {
  const turns = createTurns(1, 1);
  const first = lasting();
  const all = [turns.take(60_000, first.action), turns.take(60_000, () => Promise.resolve('second'))];
  await expect(turns.take(60_000, () => Promise.resolve('third'))).rejects.toMatchObject({ code: 'busy' });
  first.end('first');
  expect(await Promise.all(all)).toEqual(['first', 'second']);
});

test('with two places the second is taken only while the first is, and what is short passes by what lasts', async () => {
  const turns = createTurns(2, 10);
  const long = lasting();
  const where = (place: number) => Promise.resolve(place);
  expect(await turns.take(60_000, where)).toBe(0);
  const running = turns.take(60_000, long.action);
  expect(await Promise.all([turns.take(60_000, where), turns.take(60_000, where)])).toEqual([1, 1]);
  long.end('done');
  await running;
  expect(await turns.take(60_000, where)).toBe(0);
});

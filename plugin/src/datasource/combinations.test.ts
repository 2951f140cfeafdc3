import { combinations } from './combinations';

test.each([
  [{}, [{}]],
  [{ model: ['a'] }, [{ model: 'a' }]],
  [{ model: ['a', 'b', 'a'], status: ['', '$__all'] }, [{ model: 'a' }, { model: 'b' }]],
  [
    { model: ['a', 'b'], status: ['cut'] },
    [
      { model: 'a', status: 'cut' },
      { model: 'b', status: 'cut' },
    ],
  ],
])('%j is asked for as %j', (values, expected) => {
  expect(combinations(values)).toEqual(expected);
});

test('more than anybody reads is refused', () => {
  const many = Array.from({ length: 6 }, (_, index) => String(index));
  expect(() => combinations({ model: many, policy: many })).toThrow('Choose fewer values');
});

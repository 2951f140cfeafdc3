import { createModelLabels } from './modelLabels';

const known = (provider: string, model: string) =>
  provider === 'openai' && /^gpt-\d+/.test(model) ? (/^gpt-\d+/.exec(model)?.[0] ?? null) : null;

const routeOf = (model: string) =>
  ['llama', 'gpt-5-mine'].find((name) => name === model) ??
  (/^(mine|gpt)-/.test(model) ? `${model.split('-')[0]}-*` : null);

test('a model has the name of the configuration, the one that it is known by, or its route’s; any other is a caller’s word', () => {
  const label = createModelLabels(routeOf, known);
  expect(label('local', 'llama')).toBe('llama');
  expect(label('openai', 'gpt-5-mine')).toBe('gpt-5-mine');
  expect(label('openai', 'gpt-5-2025-08-07')).toBe('gpt-5');
  expect(label('openai', 'alice@example.com')).toBe('other');
  expect(label('local', 'mine-7b')).toBe('mine-*');
  expect([label('local', 'gpt-5'), label(null, 'gpt-5')]).toEqual(['gpt-*', 'gpt-*']);
  expect([label(null, 'phi'), label('openai', null)]).toEqual(['other', 'other']);
});

test('known models are no more than fifty, however many callers ask for', () => {
  const label = createModelLabels(() => null, known);
  const labels = Array.from({ length: 3000 }, (_, index) => label('openai', `gpt-${index}`));
  expect(new Set(labels).size).toBe(51);
  expect(label('openai', 'gpt-7-latest')).toBe('gpt-7');
});

test('a name of any length has its label', () => {
  const label = createModelLabels(routeOf, known);
  expect(label('local', `mine-${'m'.repeat(100_000)}`)).toBe('mine-*');
});

import type { JsonObject } from '../json';
import { priceSource, readSource } from './readSource';
import { tableOfToday } from './testing';

const taken = { source: priceSource, date: '2026-11-30', digest: 'ab'.repeat(32) };
const models = (name: string, prices: JsonObject = { input_mtok: 1, output_mtok: 2 }): JsonObject[] =>
  Array.from({ length: 10 }, (_, index) => ({
    id: `${name}-${index}`,
    name: 'A name',
    description: 'Left out.',
    match: { equals: `${name}-${index}` },
    prices: { ...prices, audio_hours: 3 },
  }));
const source = (prices?: JsonObject): JsonObject[] => [
  { id: 'openai', api_pattern: 'x', extractors: [], provider_match: { contains: 'openai' }, models: models('gpt') },
  { id: 'anthropic', models: models('claude', prices) },
];

test('what no price of tokens depends on is left out, and the version says when and of what it was made', () => {
  const { version, providers } = readSource(source(), taken);
  expect(version).toBe('genai-prices 2026-11-30 abababab');
  expect(providers[0]).toEqual({
    id: 'openai',
    provider_match: { contains: 'openai' },
    models: models('gpt').map(({ id, match }) => ({ id, match, prices: { input_mtok: 1, output_mtok: 2 } })),
  });
});

test.each<[string, unknown]>([
  ['no list', {}],
  ['the page of an error', 'Not found'],
  ['a provider that is gone', source().slice(0, 1)],
  ['a price that is none', source({ input_mtok: '1' })],
  ['a negative price', source({ input_mtok: -1 })],
  ['dollars a token for dollars a million', source({ input_mtok: { base: 1, tiers: [{ start: 1, price: 5e6 }] } })],
])('a file with %s is refused', (_what, file) => {
  expect(() => readSource(file, taken)).toThrow();
});

test('the table that is shipped is one that would be taken', () => {
  const { providers, version, date } = tableOfToday;
  expect(readSource(providers, taken).providers).toEqual(providers);
  expect(version).toContain(date);
});

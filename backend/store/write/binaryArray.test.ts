import { startTestDatabase, type TestDatabase } from '../testing/testDatabase';
import { binaryArray } from './binaryArray';
import { tsvectorBytes } from './tsvectorBytes';

let database: TestDatabase;
beforeAll(async () => (database = await startTestDatabase()));
afterAll(() => database.stop());

async function received(
  type: 'bytea' | 'text' | 'jsonb' | 'tsvector',
  values: (string | Uint8Array | null)[],
  as = 'p',
) {
  const { rows } = await database.pool.query<{ p: unknown }>(`SELECT ${as} AS p FROM unnest($1::${type}[]) AS p`, [
    binaryArray(type, values),
  ]);
  return rows.map(({ p }) => p);
}

test('values are received as they are, whatever is in them, and null where there is none', async () => {
  expect(await received('text', ['', 'a"b\\c{},NULL', null, 'ü 日本 \u{1F600}'])).toEqual([
    '',
    'a"b\\c{},NULL',
    null,
    'ü 日本 \u{1F600}',
  ]);
  const bytes = [Buffer.from([0, 255, 34, 92]), null, Buffer.alloc(0)];
  expect(await received('bytea', bytes)).toEqual(bytes);
  expect(await received('jsonb', ['{"a":[1,null,"\\""]}', null])).toEqual([{ a: [1, null, '"'] }, null]);
  expect(await received('text', [])).toEqual([]);
});

test('words are received in any order, each as it is', async () => {
  const words = ['zebra', 'an', 'null', '日本', 'x'.repeat(64), 'antelope'];
  const [none, all] = await received('tsvector', [tsvectorBytes([]), tsvectorBytes(words)], 'tsvector_to_array(p)');
  expect(none).toEqual([]);
  expect(new Set(all as string[])).toEqual(new Set(words));
});

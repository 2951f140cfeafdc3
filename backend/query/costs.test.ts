import { costsSchema, problemSchema } from '@lens/core/api';
import { writeRows, type CallRow } from '../store';
import { sampleCall } from '../store/testing/sampleRows';
import { readToken, revealToken, startQueryServer, type QueryServer } from './testing/queryServer';

const noon = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
let server: QueryServer;

beforeAll(async () => {
  server = await startQueryServer();
  const call = (after: number, changes: Partial<CallRow>) =>
    sampleCall(noon + after, { costBasis: 'exact', ...changes });
  const client = await server.database.pool.connect();
  await writeRows(
    client,
    [
      // 0.1 and 0.2 are no 0.3 as binary fractions.
      call(1, { responseModel: 'gpt-5-2025-08-07', costUsd: 0.1, userHash: 'ada' }),
      call(2, { responseModel: 'gpt-5-2025-08-07', costUsd: 0.2, costBasis: 'estimated', userHash: 'bob' }),
      call(3, { responseModel: null, finalModel: 'mine', costUsd: null, costBasis: null, costUnknown: 'model' }),
      call(4, { responseModel: 'claude-opus-5', costUsd: 1, userHash: 'bob' }),
      call(5 * hour, { responseModel: 'claude-opus-5', costUsd: 7 }),
    ],
    [],
  );
  client.release();
});
afterAll(() => server.stop());

const within = `from=${new Date(noon).toISOString()}&to=${new Date(noon + hour).toISOString()}`;
const ask = (query: string, token = readToken) => server.get(`/api/v1/costs?${query}`, { token });

test('costs are summed by model, the dearest first; what is not known is counted and in no sum', async () => {
  const { costs } = costsSchema.parse(await (await ask(within)).json());
  const figures = costs.map(({ key, calls, costUsd, estimatedUsd, unknown }) => [
    key,
    calls,
    costUsd,
    estimatedUsd,
    unknown,
  ]);
  expect(figures).toEqual([
    ['claude-opus-5', 1, 1, 0, 0],
    ['gpt-5-2025-08-07', 2, 0.3, 0.2, 0],
    ['mine', 1, null, 0, 1],
  ]);
});

test('by whom calls were is told to readers with `reveal` alone', async () => {
  expect(problemSchema.parse(await (await ask(`${within}&by=user`)).json())).toMatchObject({ code: 'forbidden' });
  expect(problemSchema.parse(await (await ask(`${within}&by=session`)).json())).toMatchObject({ code: 'forbidden' });
  const { costs } = costsSchema.parse(await (await ask(`${within}&by=user`, revealToken)).json());
  expect(costs.map(({ key, costUsd }) => [key, costUsd])).toEqual([
    ['bob', 1.2],
    ['ada', 0.1],
    [null, null],
  ]);
});

test.each(['from=2026-11-20T12:00:00Z&to=2026-11-20T11:00:00Z', 'from=2026-01-01T00:00:00Z', 'by=day'])(
  'a time that can’t be summed up is refused (%s)',
  async (query) => {
    expect(problemSchema.parse(await (await ask(query)).json())).toMatchObject({ code: 'invalid_query' });
  },
);

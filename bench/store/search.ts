/**
 * How long lists and searches take among many calls:
 * `esbuild bench/store/search.ts --bundle --platform=node --format=esm --external:pg --external:node-pg-migrate --outfile=dist/bench/search.js && node dist/bench/search.js [calls] [calls a batch]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { callQuerySchema } from '@lens/core/api';
import {
  createPool,
  findBinaries,
  listCalls,
  mergeAllWords,
  migrate,
  startPostgres,
  writeRows,
} from '../../backend/store';
import { sampleCall } from '../../backend/store/testing/sampleRows';
import { createProse } from '../prose';

const calls = Number(process.argv[2] ?? 200_000);
const batch = Number(process.argv[3] ?? 200);
const dayMs = 86_400_000;
const days = 10;
const log = { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error };
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'lens-bench-'));
const server = await startPostgres({ dataDir, binaries: findBinaries(path.resolve('package.json')), log });
await migrate(server.connectionString, path.resolve('backend/store/migrations'));
const pool = createPool({ connectionString: server.connectionString, log });

/** Texts of 1.5 KB, as a turn brings them; one call in a hundred, and one in fifty thousand, has a word of its own. */
const prose = createProse(1);
const texts = Array.from({ length: 2_000 }, () => prose(1_500));
const now = Date.now();
const client = await pool.connect();
const began = performance.now();
for (let at = 0; at < calls; at += batch) {
  const rows = Array.from({ length: Math.min(batch, calls - at) }, (_, index) => {
    const number = at + index;
    const own = `${number % 100 === 0 ? 'hundredth' : ''} ${number % 50_000 === 77 ? 'needle' : ''}`;
    return sampleCall(now - days * dayMs + (number / calls) * days * dayMs, {
      searchText: `${texts[number % texts.length] ?? ''} ${own}`,
      status: number % 20_000 === 5 ? 'cut' : 'complete',
    });
  });
  await writeRows(client, rows, [], { now });
}
client.release();
await mergeAllWords(pool, Math.floor(now / dayMs) + 1);
await pool.query('VACUUM ANALYZE');
console.log({ calls, batch, callsPerSecond: Math.round(calls / ((performance.now() - began) / 1000)) });

const asked: Record<string, string>[] = [
  {},
  { status: 'cut' },
  { text: 'karo' },
  { text: 'hundredth' },
  { text: 'needle' },
  { text: 'nosuchword' },
  { text: 'karo hundredth needle' },
  { text: 'hundredth', status: 'cut' },
  { text: 'karo', status: 'cut' },
  { text: 'karo', model: 'no-such' },
];
const results = [];
for (const query of asked) {
  const times: number[] = [];
  let found = 0;
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    found = (await listCalls(pool, callQuerySchema.parse(query))).calls.length;
    times.push(performance.now() - start);
  }
  results.push({ query: JSON.stringify(query), found, ms: Math.round(times.sort((a, b) => a - b)[2] ?? 0) });
}
console.table(results);
const { rows: sizes } = await pool.query(
  `SELECT pg_size_pretty(sum(pg_total_relation_size(inhrelid))) AS words, sum(pg_total_relation_size(inhrelid))::float8 / $1 AS bytes_a_call,
     pg_size_pretty(sum(pg_indexes_size(inhrelid))) AS indexes FROM pg_inherits WHERE inhparent = 'call_words'::regclass`,
  [calls],
);
console.log(sizes[0]);
await pool.end();
await server.stop();
rmSync(dataDir, { recursive: true, force: true });

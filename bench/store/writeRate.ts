/**
 * How many calls a second `writeRows` stores:
 * `esbuild bench/store/writeRate.ts --bundle --platform=node --format=esm --packages=external --outfile=dist/bench/writeRate.js && node dist/bench/writeRate.js`.
 * Small bodies (0.3 KB each way) in batches of 500, one connection, every commit synced to disk.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createPool, findBinaries, keepPartitionsAhead, migrate, startPostgres, writeRows } from '../../backend/store';
import { sampleCall, sampleEvent } from '../../backend/store/testing/sampleRows';

const batches = 30;
const batchSize = 500;
const log = { info: () => undefined, warn: console.warn, error: console.error };
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'lens-bench-'));
const server = await startPostgres({ dataDir, binaries: findBinaries(path.resolve('package.json')), log });
await migrate(server.connectionString, path.resolve('backend/store/migrations'));
const pool = createPool({ connectionString: server.connectionString, log });
await keepPartitionsAhead(pool, log, { now: Date.now() });

const client = await pool.connect();
const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
/** Of the server's process for our connection: what the machine's other work does not change. */
function serverCpuMicros(): number {
  const fields =
    readFileSync(`/proc/${rows[0]?.pid ?? 0}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

const times: number[] = [];
const serverBefore = serverCpuMicros();
const cpu = process.cpuUsage();
const began = performance.now();
for (let batch = 0; batch < batches; batch += 1) {
  const calls = Array.from({ length: batchSize }, () => sampleCall(Date.now(), { sessionId: 's', userHash: 'u' }));
  const events = calls.flatMap((call) => [sampleEvent(call), sampleEvent(call, { eventType: 'response' })]);
  const start = performance.now();
  await writeRows(client, calls, events);
  times.push(performance.now() - start);
}
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
const sorted = times.toSorted((a, b) => a - b);
console.log(
  JSON.stringify({
    callsPerSecond: Math.round((batches * batchSize) / seconds),
    batchP50Ms: Math.round(sorted[Math.floor(batches / 2)] ?? 0),
    batchMaxMs: Math.round(sorted.at(-1) ?? 0),
    serverCpuMicrosPerCall: Math.round((serverCpuMicros() - serverBefore) / (batches * batchSize)),
    nodeCpuMicrosPerCall: Math.round((user + system) / (batches * batchSize)),
  }),
);
client.release();
await pool.end();
await server.stop();
rmSync(dataDir, { recursive: true, force: true });

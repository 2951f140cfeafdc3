/**
 * `node scripts/bench.mjs --dead-sinks [calls]`: memory of gateway and recorder over 100,000 calls while PostgreSQL, the
 * collector, the JSON endpoint, Loki and Redis are all away.
 */
import path from 'node:path';
import { fullLoad } from '../gateway/load';
import { startLens, startProgram, usageOf, usageOfProcess } from '../gateway/processes';
import { shapes } from '../gateway/shapes';

const dist = path.resolve(process.argv[2] ?? 'dist');
const calls = Number(process.argv[3] ?? 100_000);
const steps = 10;
/** Nobody listens there. */
const nowhere = 'http://127.0.0.1:1';

async function main(): Promise<void> {
  const provider = await startProgram(path.join(dist, 'bench', 'provider.js'), [], 'provider');
  // All of the calls have room: who waits for some is answered so seldom that nothing is shown.
  const capture = 'capture: { spool_bytes: 2147483648 }\n';
  const yaml = `upstreams:\n  openai: { api: openai, base_url: "${provider.url}" }\n${capture}sampling: { ratio: 1 }\n`;
  const lens = await startLens('Lens', dist, yaml, {
    ...{ DATABASE_URL: 'postgresql://lens@127.0.0.1:1/lens', OTEL_ENDPOINT: nowhere, LOKI_URL: nowhere },
    ...{ LENS_TRACES_JSON_URL: nowhere, REDIS_URL: 'redis://127.0.0.1:1', LENS_LOG_RECORDS: 'true' },
  });
  const [small] = shapes;
  if (small === undefined || lens.pid === null) throw new Error('There are shapes, and a process.');
  process.stdout.write('| calls | failed | gateway, RSS MB | recorder, RSS MB |\n| --- | --- | --- | --- |\n');
  let [answered, failed] = [0, 0];
  for (let step = 1; step <= steps; step += 1) {
    while (answered + failed < (calls * step) / steps) {
      const load = await fullLoad(lens.url, small.next, 1);
      answered += load.calls;
      failed += load.failed;
    }
    const gateway = usageOfProcess(lens.pid).rssMb;
    const recorder = usageOf(lens.pid).rssMb - gateway;
    process.stdout.write(`| ${answered} | ${failed} | ${gateway.toFixed(0)} | ${recorder.toFixed(0)} |\n`);
  }
  await lens.stop();
  await provider.stop();
}

await main();

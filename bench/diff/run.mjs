import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT_MS = 60_000;
const root = new URL('../..', import.meta.url).pathname;
const wanted = process.argv[2] ?? '';

/** Prints one table: a row for each case, a column for each engine. `node bench/diff/run.mjs [engine]`. */
const folder = await mkdtemp(join(tmpdir(), 'diff-bench-'));
try {
  for (const name of ['measure', 'cases', 'engines']) {
    await build({
      absWorkingDir: root,
      entryPoints: [`bench/diff/${name}.ts`],
      outfile: join(folder, `${name}.cjs`),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
  }
  const { cases } = await import(join(folder, 'cases.cjs'));
  const { engines } = await import(join(folder, 'engines.cjs'));
  const columns = engines.filter((engine) => wanted === '' || engine.name === wanted);
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores\n`);
  console.log(`| case | ${columns.map((engine) => engine.name).join(' | ')} |`);
  console.log(`|---|${columns.map(() => '---|').join('')}`);
  for (const one of cases) {
    const cells = [];
    for (const engine of columns) cells.push(await measure(engine.name, one.name));
    console.log(`| ${one.name} | ${cells.join(' | ')} |`);
  }
} finally {
  await rm(folder, { recursive: true });
}

async function measure(engine, name) {
  try {
    const { stdout } = await run(process.execPath, [join(folder, 'measure.cjs'), engine, name], {
      timeout: LIMIT_MS,
      maxBuffer: 1e8,
    });
    return cell(JSON.parse(stdout));
  } catch (error) {
    return error.killed ? 'over 60 s' : 'crashes';
  }
}

function cell({ coldMs, warmMs, changes, error, degraded, lossless }) {
  if (error !== undefined) return error;
  if (changes === null) return '–';
  const marks = [`${changes.toLocaleString('en')} ch.`];
  if (degraded !== undefined && degraded.length > 0) marks.push(`coarse: ${degraded.join(', ')}`);
  if (lossless === false) marks.push('LOSSY');
  return `${figure(warmMs)} ms (${figure(coldMs)}), ${marks.join(', ')}`;
}

function figure(ms) {
  return ms < 10 ? ms.toFixed(1) : Math.round(ms).toLocaleString('en');
}

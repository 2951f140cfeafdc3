/**
 * `npm run prices`: takes the price table from its source anew, into `core/pricing/table/prices.json`. Where the source
 * can't be reached, `npm run prices -- <file> <what it is>` takes it from a file.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { importBundled } from './lib/importBundled.mjs';
import { fail, root } from './lib/runtime.mjs';

const { priceSource, readSource } = await importBundled('core/pricing/readSource.ts', ['zod']);

const [from = priceSource, source = from] = process.argv.slice(2);
const text = /^https:/.test(from) ? await download(from) : readFileSync(from, 'utf8');
const date = new Date().toISOString().slice(0, 10);
const table = read(text);
const target = path.join(root, 'core/pricing/table/prices.json');
writeFileSync(target, written(table));
const models = table.providers.reduce((sum, provider) => sum + provider.models.length, 0);
process.stdout.write(`· ${path.relative(root, target)}: ${table.version}, ${models} models. Look at the difference.\n`);

async function download(address) {
  const response = await fetch(address, { signal: AbortSignal.timeout(60_000) }).catch((error) =>
    fail(`${address} can't be read: ${error.cause?.message ?? error.message}. Give a file instead.`, 1),
  );
  if (!response.ok) fail(`${address} answers ${response.status}.`, 1);
  return response.text();
}

function read(content) {
  try {
    return readSource(JSON.parse(content), {
      source,
      date,
      digest: createHash('sha256').update(content).digest('hex'),
    });
  } catch (error) {
    return fail(`The table stays as it is: ${error.message}`, 1);
  }
}

/** A line for each model: a difference shows which prices have changed. */
function written({ providers, ...about }) {
  const lines = providers.map(({ models, ...provider }) => {
    const head = JSON.stringify(provider).slice(0, -1);
    return `${head},"models":[\n${models.map((model) => JSON.stringify(model)).join(',\n')}\n]}`;
  });
  return `${JSON.stringify(about).slice(0, -1)},"providers":[\n${lines.join(',\n')}\n]}\n`;
}

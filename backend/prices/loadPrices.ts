import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { knownModel, priceTableSchema, withOwnPrices, type OwnPrice, type PriceTable } from '@lens/core/pricing';

/** The price table of a file that `npm run prices` has written, with the configuration's own prices over it. */
export function loadPrices(file: string, own: readonly OwnPrice[]): PriceTable {
  return withOwnPrices(readTable(file), own, createHash('sha256').update(JSON.stringify(own)).digest('hex'));
}

/** The names that models are known by there, whatever dated names they are asked by; null for one that nobody knows. */
export function loadModelNames(file: string): (provider: string, model: string) => string | null {
  const table = readTable(file);
  return (provider, model) => knownModel(table, provider, model);
}

function readTable(file: string): PriceTable {
  return priceTableSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

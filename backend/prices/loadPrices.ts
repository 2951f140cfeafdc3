import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { priceTableSchema, withOwnPrices, type OwnPrice, type PriceTable } from '@lens/core/pricing';

/** The price table of a file that `npm run prices` has written, with the configuration's own prices over it. */
export function loadPrices(file: string, own: readonly OwnPrice[]): PriceTable {
  const table = priceTableSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return withOwnPrices(table, own, createHash('sha256').update(JSON.stringify(own)).digest('hex'));
}

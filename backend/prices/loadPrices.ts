import { readFileSync } from 'node:fs';
import { priceTableSchema, type PriceTable } from '@lens/core/pricing';

/** The price table of a file that `npm run prices` has written. */
export function loadPrices(file: string): PriceTable {
  return priceTableSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

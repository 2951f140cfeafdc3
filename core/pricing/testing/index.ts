import { readFileSync } from 'node:fs';
import path from 'node:path';
import { priceTableSchema, type PriceTable } from '..';

/** The table that is shipped. */
export const tableOfToday: PriceTable = priceTableSchema.parse(
  JSON.parse(readFileSync(path.resolve(__dirname, '../table/prices.json'), 'utf8')),
);

import { priceKeys, providersSchema, type PricedProvider, type PriceTable } from './priceTable';

/** Where the vendored table comes from: kept by many, each price with its history; MIT-licensed. */
export const priceSource = 'https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json';

/** A source that has lost these is not taken over an older one. */
const mustHave = ['openai', 'anthropic'];
const fewestModels = 10;
/** US dollars per million tokens; beyond it somebody has confused the unit. */
const dearest = 10_000;

interface Taken {
  source: string;
  /** When it was taken from there. */
  date: string;
  /** Tells two tables of one day apart. */
  digest: string;
}

/**
 * Makes our table of the source's file: what no price depends on is left out.
 *
 * @throws when the file is not what it should be: the old table is better then
 */
export function readSource(file: unknown, { source, date, digest }: Taken): PriceTable {
  const providers = providersSchema.parse(file).map(withPrices);
  for (const name of mustHave) {
    const models = providers.find(({ id }) => id === name)?.models.length ?? 0;
    if (models < fewestModels) throw new Error(`The file has ${models} models of ${name}: too few to be whole.`);
  }
  for (const { id, models } of providers) {
    const dear = models.find(({ prices }) => dearestOf(prices) > dearest);
    if (dear) throw new Error(`The price of ${dear.id} of ${id} is beyond ${dearest} dollars per million tokens.`);
  }
  return { version: `genai-prices ${date} ${digest.slice(0, 8)}`, source, date, providers };
}

function withPrices({ models, ...provider }: PricedProvider): PricedProvider {
  return { ...provider, models: models.filter(({ prices }) => Object.keys(prices).length > 0) };
}

function dearestOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null) return 0;
  const prices = Object.entries(value).filter(([key]) => key !== 'start' && key !== priceKeys.request);
  return Math.max(0, ...prices.map(([, each]) => dearestOf(each)));
}

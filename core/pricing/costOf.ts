import type { Billed, Sample } from '../formats';
import { findModel } from './findModel';
import { ownPrices } from './ownPrices';
import { decimalOf, times, type Money } from './money';
import { priceKeys, type Price, type PricedClass, type Prices, type PriceTable } from './priceTable';
import { pricesAt, type Served } from './pricesAt';

/** Why a cost is not known: the table does not have the model, the tier, or a price of a class of tokens; or nobody told the tokens. */
type CostUnknown = 'model' | 'tier' | 'price' | 'usage';

/** A line of the bill. */
interface CostItem {
  model: string;
  class: PricedClass;
  count: number;
  /** US dollars for `per` of them. */
  price: number;
  per: number;
}

export type Cost =
  | { usd: string; exact: boolean; table: string; items: CostItem[] }
  | { usd: null; unknown: CostUnknown; table: string };

export interface CallToPrice {
  provider: string;
  /** As it was asked for: where the answer names none, that is the model. */
  model: string | null;
  /** Milliseconds since the Unix epoch: prices have a history. */
  at: number;
  billed: Billed;
  /** The tokens are those that the provider told at the end. */
  told: boolean;
}

const perMillion = 1_000_000;
const perThousand = 1000;

/** What a call costs by the table, of all that its answer says is billed. */
export function costOf(table: PriceTable, { provider, model, at, billed, told }: CallToPrice): Cost {
  const served = servedAs(provider, billed);
  const unknown = (why: CostUnknown): Cost => ({ usd: null, unknown: why, table: table.version });
  const items = new Map<string, CostItem>();
  for (const [index, sample] of billed.samples.entries()) {
    const name = sample.model ?? billed.model ?? model;
    if (sample.usage.inputTokens === null) return unknown('usage');
    if (name === null) return unknown('model');
    const prices = pricesOf(table, { provider, model: name, at, served });
    if (typeof prices === 'string') return unknown(prices);
    const counts = [...tokensOf(sample, prices), ...(index === 0 ? countedOf(billed, prices) : [])];
    for (const [pricedClass, count] of counts) {
      const price = priceFor(prices, pricedClass, sample.usage.inputTokens);
      if (price === null) return unknown('price');
      // What nobody can have taken is no count.
      if (count > Number.MAX_SAFE_INTEGER) return unknown('usage');
      addTo(items, { model: name, class: pricedClass, count, ...inRegion(billed, price, perOf(pricedClass)) });
    }
  }
  const exact = told && !billed.more && !isCommitted(provider, billed);
  const lines = [...items.values()];
  return { usd: decimalOf(sumOf(lines)), exact, table: table.version, items: lines };
}

/** A call may have had the same model many times. */
function addTo(items: Map<string, CostItem>, item: CostItem): void {
  const key = [item.model, item.class, item.price].join('\n');
  const before = items.get(key)?.count ?? 0;
  items.set(key, { ...item, count: before + item.count });
}

type Asked = Parameters<typeof ownPrices>[1];

function pricesOf(table: PriceTable, asked: Asked): Prices | 'model' | 'tier' {
  const own = ownPrices(table.own ?? [], asked);
  if (own !== null) return own;
  const found = findModel(table, asked.provider, asked.model);
  if (found === null) return 'model';
  return pricesAt(found, asked.at, asked.served) ?? 'tier';
}

function sumOf(items: readonly CostItem[]): Money {
  return items.reduce((sum, { price, per, count }) => sum + times(price, per, count), 0n);
}

/** In the table's words; nothing for how every call is served. */
function servedAs(provider: string, { serviceTier, speed }: Billed): Served {
  return {
    ...(speed !== null && { speed }),
    ...(serviceTier === 'batch' && { processing: 'batch' }),
    ...(serviceTier !== null && !isStandard(provider, serviceTier) && { service_tier: serviceTier }),
  };
}

function isStandard(provider: string, tier: string): boolean {
  return ['default', 'standard', 'auto', 'on_demand', 'batch'].includes(tier) || isAnthropicPriority(provider, tier);
}

/** What was bought in advance has no price a token: it is shown at the list price. */
function isCommitted(provider: string, { serviceTier }: Billed): boolean {
  return serviceTier !== null && isAnthropicPriority(provider, serviceTier);
}

function isAnthropicPriority(provider: string, tier: string): boolean {
  return provider === 'anthropic' && tier === 'priority';
}

/**
 * Anthropic takes 1.1 times the price of all tokens of a call that had to stay in the United States; models that can't be
 * told so do not say where they ran.
 */
function inRegion({ inferenceGeo }: Billed, price: number, per: number): Pick<CostItem, 'price' | 'per'> {
  const staysThere = inferenceGeo === 'us' && per === perMillion;
  return { price: staysThere ? Number((price * 1.1).toFixed(9)) : price, per };
}

/** The tokens by what is priced apart: each of them once. */
function tokensOf({ usage, audio, image }: Sample, prices: Prices): [PricedClass, number][] {
  const written = Math.max(
    usage.cacheWriteTokens ?? 0,
    (usage.cacheWrite5mTokens ?? 0) + (usage.cacheWrite1hTokens ?? 0),
  );
  const read = usage.cacheReadTokens ?? 0;
  // Where the table has no price of pictures or reasoning, they are tokens like others.
  const pictures = prices[priceKeys.input_image] === undefined ? 0 : image.input;
  const drawn = prices[priceKeys.output_image] === undefined ? 0 : image.output;
  const reasoning = prices[priceKeys.reasoning] === undefined ? 0 : (usage.reasoningTokens ?? 0);
  const heard = Math.max(0, audio.input - audio.cacheRead);
  const tokens: [PricedClass, number][] = [
    ['input', (usage.inputTokens ?? 0) - read - written - heard - pictures],
    ['cache_read', read - audio.cacheRead],
    ['cache_write', written - (usage.cacheWrite1hTokens ?? 0)],
    ['cache_write_1h', usage.cacheWrite1hTokens ?? 0],
    ['input_audio', heard],
    ['cache_audio_read', audio.cacheRead],
    ['input_image', pictures],
    ['output', (usage.outputTokens ?? 0) - audio.output - drawn - reasoning],
    ['output_audio', audio.output],
    ['output_image', drawn],
    ['reasoning', reasoning],
  ];
  return tokens.filter(([, count]) => count > 0);
}

function countedOf({ webSearches, fileSearches }: Billed, prices: Prices): [PricedClass, number][] {
  const counted: [PricedClass, number][] = [
    ['web_search', webSearches],
    ['file_search', fileSearches],
    ['request', prices[priceKeys.request] === undefined ? 0 : 1],
  ];
  return counted.filter(([, count]) => count > 0);
}

/** Null where the table has none: another class's price does not stand in for it. */
function priceFor(prices: Prices, pricedClass: PricedClass, input: number): number | null {
  const price: Price | undefined = prices[priceKeys[pricedClass]];
  if (price === undefined) return null;
  if (typeof price === 'number') return price;
  return price.tiers.findLast(({ start }) => input > start)?.price ?? price.base;
}

function perOf(pricedClass: PricedClass): number {
  return priceKeys[pricedClass].endsWith('_kcount') ? perThousand : perMillion;
}

import { modelMatcher } from '../models';
import { priceKeys, type OwnPrice, type Prices, type PriceTable } from './priceTable';
import type { Served } from './pricesAt';

/** The table with these prices over it; its version says so. */
export function withOwnPrices(table: PriceTable, own: readonly OwnPrice[], digest: string): PriceTable {
  return own.length === 0 ? table : { ...table, version: `${table.version} + own ${digest.slice(0, 8)}`, own };
}

interface Asked {
  provider: string;
  model: string;
  at: number;
  served: Served;
}

/** The last that matches; null where nobody says anything. */
export function ownPrices(own: readonly OwnPrice[], { provider, model, at, served }: Asked): Prices | null {
  const day = new Date(at).toISOString().slice(0, 10);
  const tier = Object.values(served).join('+');
  const found = own.findLast(
    (price) =>
      (price.provider ?? provider) === provider &&
      (price.tier ?? '') === tier &&
      (price.from ?? day) <= day &&
      modelMatcher(price.model)(model),
  );
  return found ? pricesOf(found) : null;
}

/** What is left out costs as much as what it is a part of: here nobody guesses, somebody did not say. */
function pricesOf(price: OwnPrice): Prices {
  const { input, output } = price;
  const cacheWrite = price.cacheWrite ?? input;
  const cacheRead = price.cacheRead ?? input;
  return {
    [priceKeys.input]: input,
    [priceKeys.cache_read]: cacheRead,
    [priceKeys.cache_write]: cacheWrite,
    [priceKeys.cache_write_1h]: price.cacheWrite1h ?? cacheWrite,
    [priceKeys.input_audio]: price.inputAudio ?? input,
    [priceKeys.cache_audio_read]: cacheRead,
    ...(output !== null && { [priceKeys.output]: output, [priceKeys.output_audio]: price.outputAudio ?? output }),
  };
}

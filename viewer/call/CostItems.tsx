import type { CallView, CostItemView } from '@lens/core/api';
import { Facts, type Fact } from '../facts';
import { formatCost } from '../format';

const words: Readonly<Record<CostItemView['class'], string>> = {
  input: 'Input tokens',
  cache_read: 'Read from cache',
  cache_write: 'Written to cache',
  cache_write_1h: 'Written to cache for an hour',
  input_audio: 'Audio tokens in',
  cache_audio_read: 'Audio read from cache',
  input_image: 'Image tokens in',
  output: 'Output tokens',
  output_audio: 'Audio tokens out',
  output_image: 'Image tokens out',
  reasoning: 'Reasoning tokens',
  web_search: 'Web searches',
  file_search: 'File searches',
  request: 'Request',
};

/** The bill: what was priced apart, at which unit price. */
export function CostItems({ view: { call, costItems } }: { view: CallView }) {
  if (costItems.length === 0) return null;
  const models = new Set(costItems.map(({ model }) => model));
  const facts = costItems.map((item): Fact => ({
    name: models.size > 1 ? `${words[item.class]}, ${item.model}` : words[item.class],
    value: `${item.count} × ${priceOf(item)} = ${formatCost((item.count * item.price) / item.per)}`,
  }));
  return (
    <section>
      <h2>Cost</h2>
      <Facts facts={[...facts, { name: 'Price table', value: call.priceTable }]} as="column" />
    </section>
  );
}

function priceOf({ price, per }: CostItemView): string {
  return `$${price} / ${per === 1_000_000 ? 'million' : 'thousand'}`;
}

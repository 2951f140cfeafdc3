import * as z from 'zod';

/** As the price table tells them apart. */
const pricedClasses = [
  'input',
  'cache_read',
  'cache_write',
  'cache_write_1h',
  'input_audio',
  'cache_audio_read',
  'input_image',
  'output',
  'output_audio',
  'output_image',
  'reasoning',
  'web_search',
  'file_search',
  'request',
] as const;

/** A line of a call's bill. */
export const costItemSchema = z
  .object({
    model: z.string(),
    class: z.enum(pricedClasses).describe('What is priced apart: classes of tokens, searches, requests.'),
    count: z.number().nonnegative(),
    price: z.number().nonnegative().describe('US dollars for `per` of them.'),
    per: z.number().int().positive(),
  })
  .meta({ id: 'CostItem' });

export const costItemsSchema = z.array(costItemSchema).describe('The lines of the bill; none where there is no cost.');

export type CostItemView = z.infer<typeof costItemSchema>;

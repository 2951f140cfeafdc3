import * as z from 'zod';

/**
 * The price table: the form of genai-prices' `data.json` (version 2), without what no price depends on. Prices are US
 * dollars per million tokens, or per thousand of what is counted by requests and searches.
 */

/** In the source's words, with what each counts. Anything else there (hours, pages, characters) is no price of tokens. */
export const priceKeys = {
  input: 'input_mtok',
  cache_read: 'cache_read_mtok',
  cache_write: 'cache_write_mtok',
  cache_write_1h: 'cache_write_1h_mtok',
  input_audio: 'input_audio_mtok',
  cache_audio_read: 'cache_audio_read_mtok',
  input_image: 'input_image_mtok',
  output: 'output_mtok',
  output_audio: 'output_audio_mtok',
  output_image: 'output_image_mtok',
  reasoning: 'output_reasoning_mtok',
  web_search: 'web_searches_kcount',
  file_search: 'storage_searches_kcount',
  request: 'requests_kcount',
} as const;

/** What is priced apart. */
export type PricedClass = keyof typeof priceKeys;

const dollars = z.number().min(0);

/** A price that another takes the place of when all input of the call is more than `start` tokens: for the whole call. */
const tieredSchema = z.object({
  base: dollars,
  tiers: z.array(z.object({ start: z.number().int().min(0), price: dollars })),
});
const priceSchema = z.union([dollars, tieredSchema]);

type PriceKey = (typeof priceKeys)[PricedClass];

/** What else stands there is left out. */
const pricesSchema = z.object(
  Object.fromEntries(Object.values(priceKeys).map((key) => [key, priceSchema.optional()])) as Record<
    PriceKey,
    z.ZodOptional<typeof priceSchema>
  >,
);

/** Both by UTC. */
const constraintSchema = z.union([
  z.object({ start_date: z.iso.date() }),
  z.object({ start_time: z.string(), end_time: z.string() }),
]);

export type Clause =
  | { equals: string }
  | { starts_with: string }
  | { ends_with: string }
  | { contains: string }
  | { regex: string }
  | { or: Clause[] }
  | { and: Clause[] };

const clauseSchema: z.ZodType<Clause> = z.lazy(() =>
  z.union([
    z.object({ equals: z.string() }),
    z.object({ starts_with: z.string() }),
    z.object({ ends_with: z.string() }),
    z.object({ contains: z.string() }),
    z.object({ regex: z.string() }),
    z.object({ or: z.array(clauseSchema) }),
    z.object({ and: z.array(clauseSchema) }),
  ]),
);

const modelSchema = z.object({
  id: z.string(),
  match: clauseSchema,
  /** Of a list the last whose constraint holds; the first where none does. */
  prices: z.union([
    z.array(z.object({ constraint: constraintSchema.nullish(), prices: pricesSchema })).min(1),
    pricesSchema,
  ]),
  /** What takes the place of single prices when the call was served so. */
  price_variants: z
    .array(
      z.object({
        when: z.record(z.string(), z.string()),
        prices: pricesSchema,
        constraint: constraintSchema.nullish(),
      }),
    )
    .nullish(),
});

const providerSchema = z.object({
  id: z.string(),
  provider_match: clauseSchema.nullish(),
  /** Whose models it offers too, at their prices where it has none of its own. */
  fallback_model_providers: z.array(z.string()).nullish(),
  models: z.array(modelSchema),
});

export const providersSchema = z.array(providerSchema);

export const priceTableSchema = z.object({
  /** Stored with each call that is priced by it. */
  version: z.string(),
  source: z.string(),
  /** When it was taken from there. */
  date: z.iso.date(),
  providers: providersSchema,
});

export type Price = z.infer<typeof priceSchema>;
export type Prices = z.infer<typeof pricesSchema>;
export type Constraint = z.infer<typeof constraintSchema>;
export type PricedModel = z.infer<typeof modelSchema>;
export type PricedProvider = z.infer<typeof providerSchema>;
/** What somebody says of a model's prices: a contract, a server of their own, a model that the table does not know. */
export interface OwnPrice {
  /** `*` matches any run of characters. */
  model: string;
  /** Null: of any. */
  provider: string | null;
  /** Of calls that were served so (`flex`, `priority`, `batch`, `fast`); null: as usual. */
  tier: string | null;
  /** The day (UTC) since which it is so; null: always. */
  from: string | null;
  /** US dollars per million tokens, as all below. */
  input: number;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  cacheWrite1h: number | null;
  inputAudio: number | null;
  outputAudio: number | null;
}

export interface PriceTable extends z.infer<typeof priceTableSchema> {
  /** What goes over it. */
  own?: readonly OwnPrice[];
}

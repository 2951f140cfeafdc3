import { z } from 'zod';
import { namePattern, nameWords } from './settings/kinds';
import { shapeOf, type Fields } from './settings/setting';
import { entries, plain, sections } from './settings/table';

/** What one may write for each section of settings: objects with the keys of the table, all of which may be left out. */
type SectionSchemas = Record<keyof typeof sections, z.ZodOptional<z.ZodType<Record<string, unknown>>>>;

function sectionSchemas(): SectionSchemas {
  const schemas = Object.entries<Fields>(sections).map(([section, fields]) => [
    section,
    z.strictObject(shapeOf(fields)).optional(),
  ]);
  return Object.fromEntries(schemas) as SectionSchemas;
}

const nameSchema = z.string().regex(namePattern, { error: `is not a usable name: ${nameWords}` });

const upstreamSchema = z.strictObject(shapeOf(entries.upstreams));
const routeSchema = z.strictObject(shapeOf(entries.routes)).required({ model: true, upstream: true });
const priceEntrySchema = z.strictObject(shapeOf(entries.prices)).required({ model: true, input: true });
const policySchema = z.strictObject(shapeOf(entries.policies)).required({ use: true });

/** The keys of `lens.yaml`, as written there. */
export const fileSchema = z.strictObject({
  ...sectionSchemas(),
  ...shapeOf(plain),
  upstreams: z.record(nameSchema, upstreamSchema).optional(),
  routes: z.array(routeSchema).optional(),
  prices: z.array(priceEntrySchema).optional(),
  policies: z.record(nameSchema, policySchema).optional(),
});

export type ConfigFile = z.infer<typeof fileSchema>;
export type UpstreamEntry = z.infer<typeof upstreamSchema>;

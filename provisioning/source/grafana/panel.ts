import type { FieldDefaults, Link, Override, PanelOptions, PanelType } from './schema';
import type { Query } from './queries';

/** A panel before it has a place and a number. */
export interface Panel<T extends PanelType = PanelType> {
  type: T;
  title: string;
  /** How to read it, and where it comes from. */
  description: string;
  width: number;
  height: number;
  queries: Query[];
  options: PanelOptions[T];
  fields: FieldDefaults;
  overrides: Override[];
  transformations: { id: string; options: Record<string, unknown> }[];
  /** Links of the panel's head. */
  links: Link[];
}

/** What every panel says of itself. */
export interface About {
  title: string;
  description: string;
  unit?: Unit;
  width?: number;
  height?: number;
  queries: Query[];
  /** From good to bad: the colour begins at the value; the first has none. */
  thresholds?: Threshold[];
  /** Of a value: where a click on it leads. */
  dataLinks?: Link[];
  links?: Link[];
  min?: number;
  max?: number;
  decimals?: number;
  /** Said where there is no value; most panels show calls, and say that there are none. */
  noValue?: string;
}

/** Units by their ids in Grafana. */
export type Unit =
  | 'percentunit'
  | 's'
  | 'ms'
  | 'short'
  | 'none'
  | 'locale'
  | 'reqps'
  | 'cps'
  | 'ops'
  | 'bytes'
  | 'decbytes'
  | 'Bps'
  | 'currencyUSD'
  | 'dateTimeAsIso'
  | 'dtdurations'
  | 'string'
  | 'bool_on_off';

type Threshold = [value: number | null, color: 'green' | 'orange' | 'red' | 'blue' | 'text' | 'purple'];

/** What most panels have in common. */
export function basis<T extends PanelType>(
  type: T,
  about: About,
  options: PanelOptions[T],
  size: { width: number; height: number },
): Panel<T> {
  const { title, description, queries, links = [] } = about;
  return {
    type,
    title,
    description,
    width: about.width ?? size.width,
    height: about.height ?? size.height,
    queries,
    options,
    fields: fieldDefaults(about),
    overrides: [],
    transformations: [],
    links,
  };
}

/** Instead of Grafana's "No data", which leaves open whether something is broken. */
const noCalls = 'No calls in this time';

function fieldDefaults({ unit, min, max, decimals, noValue = noCalls, dataLinks, thresholds }: About): FieldDefaults {
  const steps = (thresholds ?? [[null, 'text']]).map(([value, color]) => ({ value, color }));
  return {
    ...(unit !== undefined && { unit }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(decimals !== undefined && { decimals }),
    noValue,
    ...(dataLinks !== undefined && { links: dataLinks }),
    thresholds: { mode: 'absolute', steps },
  };
}

/** A value that is not there is neither good nor bad, so no threshold colours its words. */
export function withoutColor(text: string): Pick<FieldDefaults, 'mappings'> {
  return { mappings: [{ type: 'special', options: { match: 'null+nan', result: { text, color: 'text', index: 0 } } }] };
}

/** The fields of that name, told otherwise. */
export function named(name: string, properties: Record<string, unknown>): Override {
  return matched('byName', name, properties);
}

/** The fields whose names fit the expression. */
export function like(expression: string, properties: Record<string, unknown>): Override {
  return matched('byRegexp', `/${expression}/`, properties);
}

function matched(id: Override['matcher']['id'], options: string, properties: Record<string, unknown>): Override {
  return {
    matcher: { id, options },
    properties: Object.entries(properties).map(([key, value]) => ({ id: key, value })),
  };
}

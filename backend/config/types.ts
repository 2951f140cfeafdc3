import type { Api } from '@lens/core/formats';
import type { policyLimits } from './settings/policies';
import type { ValuesOf } from './settings/setting';
import type { price } from './settings/prices';
import type { plain, sections } from './settings/table';
import type { route, upstreamLimits } from './settings/upstreams';

export type Sections = { [S in keyof typeof sections]: ValuesOf<(typeof sections)[S]> };

/** The validated configuration: the table of settings with defaults filled in, and its entries with every reference checked. */
export interface LensConfig extends Sections, ValuesOf<typeof plain> {
  upstreams: Record<string, UpstreamConfig>;
  /** First match wins; the built-in last routes send each API to the upstream of the same name. */
  routes: RouteConfig[];
  policies: Record<string, PolicyConfig>;
  /** Over the price table; of those that match a call the last counts. */
  prices: PriceConfig[];
}

/** The settings of telemetry, with what the program knows beside them. */
export interface TelemetryOfProgram extends Pick<LensConfig['telemetry'], keyof LensConfig['telemetry']> {
  /** The product's. */
  version: string;
  /** Where upstreams are, by name. */
  servers: Readonly<Record<string, { address: string; port: number }>>;
}

export type LimitsConfig = LensConfig['limits'];

export interface UpstreamConfig extends ValuesOf<typeof upstreamLimits> {
  name: string;
  api: Api;
  provider: string;
  /** Scheme, host, port and an optional path that goes before `/v1/…`. */
  baseUrl: string;
  /** A key of its own: used only for callers with the gateway token. Null: callers bring their own. */
  apiKey: string | null;
}

export type RouteConfig = ValuesOf<typeof route>;

export type PriceConfig = ValuesOf<typeof price>;

export interface PolicyConfig extends ValuesOf<typeof policyLimits> {
  name: string;
  /** Which policy: a name of the registry, never a path. */
  use: string;
  /** Checked by the policy's own schema. */
  options: Record<string, unknown>;
}

import { policyLimits } from './settings/policies';
import { price } from './settings/prices';
import { valuesOf } from './settings/setting';
import { upstreamLimits } from './settings/upstreams';
import type { LensConfig, PolicyConfig, PriceConfig, RouteConfig, UpstreamConfig } from './types';

/** What a program adds to a configuration; everything that has a default may be left out. */
export interface ConfigAddition {
  upstreams: (Pick<UpstreamConfig, 'name' | 'api' | 'baseUrl'> & Partial<UpstreamConfig>)[];
  /** Put before the configured routes, so that they match first. */
  routes: RouteConfig[];
  policies: (Pick<PolicyConfig, 'name' | 'use'> & Partial<PolicyConfig>)[];
  prices?: (Pick<PriceConfig, 'model' | 'input'> & Partial<PriceConfig>)[];
}

/** The configuration with additions from code: the demo's provider and its chain come in this way. */
export function extendConfig(config: LensConfig, addition: ConfigAddition): LensConfig {
  const upstreams = addition.upstreams.map((entry) => ({
    ...valuesOf(upstreamLimits),
    provider: entry.name,
    apiKey: null,
    ...entry,
  }));
  const policies = addition.policies.map((entry) => ({ ...valuesOf(policyLimits), options: {}, ...entry }));
  const prices = (addition.prices ?? []).map((entry) => ({ ...valuesOf(price), ...entry }));
  return {
    ...config,
    upstreams: byName(config.upstreams, upstreams),
    routes: [...addition.routes, ...config.routes],
    prices: [...prices, ...config.prices],
    policies: byName(config.policies, policies),
  };
}

/** Without a prototype, as names come from a file: `constructor` is no entry unless someone called one so. */
function byName<T extends { name: string }>(entries: Record<string, T>, more: T[]): Record<string, T> {
  const merged = Object.create(null) as Record<string, T>;
  for (const entry of [...Object.values(entries), ...more]) merged[entry.name] = entry;
  return merged;
}

import type { LensConfig } from '../config';

/** The policies of a configuration, as readers may know them: by name and kind, without options. */
export function configuredPolicies({ chain, routes, policies }: Pick<LensConfig, 'chain' | 'routes' | 'policies'>) {
  return {
    chain,
    routes: routes.map(({ model, upstream, policies: own }) => ({ model, upstream, policies: own ?? chain })),
    policies: Object.values(policies).map(({ name, use, onError }) => ({ name, use, onError })),
  };
}

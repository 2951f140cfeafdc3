import type { Api } from '@lens/core/formats';
import { modelMatcher } from '@lens/core/models';
import type { CaptureMode } from '../../call';
import type { LensConfig } from '../../config';
import type { PolicyChain } from '../../policies/chain.types';
import { refusalOf, type Refusal } from '../errors/refusal';
import type { Upstream } from '../provider/upstreams';

export interface Route {
  upstream: Upstream;
  /** Null when no policy is configured for it. */
  chain: PolicyChain | null;
  captureMode: CaptureMode;
}

type Routed = { route: Route; refusal: null } | { route: null; refusal: Refusal };

/** Finds the upstream and chain of a call by the client's API and the model it asks for. */
export type FindRoute = (api: Api, model: string | null) => Routed;

/** Makes the chain of these policies; called once for each list of names that a route uses. */
export type MakeChain = (names: readonly string[]) => PolicyChain;

/**
 * Routes from the configuration, first match first. A model that none matches, or a call without a model, goes to the
 * upstream that has its API's name.
 */
export function createRoutes(
  config: LensConfig,
  upstreams: ReadonlyMap<string, Upstream>,
  makeChain: MakeChain,
): FindRoute {
  const chains = new Map<string, PolicyChain>();
  const chainOf = (names: readonly string[]): PolicyChain | null => {
    if (names.length === 0) return null;
    const key = names.join('\n');
    const chain = chains.get(key) ?? makeChain(names);
    chains.set(key, chain);
    return chain;
  };
  const upstreamOf = (name: string): Upstream => {
    const upstream = upstreams.get(name);
    if (upstream === undefined) throw new Error(`The configuration was not checked: there is no upstream ${name}.`);
    return upstream;
  };
  const routed = (upstream: string, policies = config.chain, captureMode = config.capture.mode) => ({
    route: { upstream: upstreamOf(upstream), chain: chainOf(policies), captureMode },
    refusal: null,
  });
  const routes = config.routes.map(({ model, upstream, policies, capture }) => ({
    matches: modelMatcher(model),
    routed: routed(upstream, policies ?? undefined, capture ?? undefined),
  }));
  const builtIn = { openai: routed('openai'), anthropic: routed('anthropic') };
  return (api, model) => {
    const match = model === null ? undefined : routes.find(({ matches }) => matches(model));
    const found = match?.routed ?? builtIn[api];
    const { upstream } = found.route;
    return upstream.api === api ? found : { route: null, refusal: otherApi(api, model, upstream) };
  };
}

function otherApi(api: Api, model: string | null, upstream: Upstream): Refusal {
  const message = `The model ${String(model)} is routed to the upstream ${upstream.name}, which speaks the ${upstream.api} API, and this call is of the ${api} API. Call it through ${upstream.api === 'openai' ? '/v1/chat/completions' : '/v1/messages'}, or change the route in lens.yaml.`;
  return refusalOf('api_mismatch', message);
}

import type { Gateway } from '../../../gateway';
import type { Readings } from '../readings';

export function gatewayReadings(stats: ReturnType<Gateway['stats']>): Readings {
  const { callsInFlight, bodiesArriving, bodiesHeldBytes, upstreams, listenerFailures } = stats;
  const byUpstream = (figureOf: (upstream: (typeof upstreams)[number]) => number) =>
    upstreams.map((upstream) => ({ labels: { upstream: upstream.name }, value: figureOf(upstream) }));
  return {
    luthien_calls_in_flight: callsInFlight,
    luthien_request_bodies_arriving: bodiesArriving,
    luthien_request_bodies_held_bytes: bodiesHeldBytes,
    luthien_upstream_active_calls: byUpstream(({ active }) => active),
    luthien_upstream_max_calls: byUpstream(({ maxConnections }) => maxConnections),
    luthien_listener_failures_total: Object.entries(listenerFailures).map(([listener, value]) => ({
      labels: { listener },
      value,
    })),
  };
}

import type { PolicyChain } from '../../../policies';
import type { Labelled, Readings } from '../readings';

/** A policy may stand in several chains: its failures are those in all of them. */
export function policyReadings(chains: readonly PolicyChain[]): Readings {
  const failures = new Map<string, Labelled<'policy' | 'hook' | 'reason'>>();
  for (const { policy, hook, reason, count } of chains.flatMap((chain) => chain.failures())) {
    const key = [policy, hook, reason].join('\n');
    const series = failures.get(key) ?? { labels: { policy, hook, reason }, value: 0 };
    failures.set(key, { ...series, value: series.value + count });
  }
  return {
    luthien_policy_failures_total: [...failures.values()],
    luthien_policy_late_events_total: chains.reduce((sum, chain) => sum + chain.lateEvents(), 0),
  };
}

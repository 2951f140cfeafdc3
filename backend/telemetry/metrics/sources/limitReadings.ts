import type { Readings } from '../readings';

/** @param counts by the name of the limit; each part of the product counts its own */
export function limitReadings(...counts: readonly Readonly<Record<string, number>>[]): Readings {
  return {
    luthien_limits_hit_total: counts.flatMap((hits) =>
      Object.entries(hits).map(([limit, value]) => ({ labels: { limit }, value })),
    ),
  };
}

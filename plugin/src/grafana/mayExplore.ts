import { config } from '@grafana/runtime';

/** Viewers have no Explore unless Grafana gives it to them. */
export function mayExplore(): boolean {
  return config.bootData.user.permissions?.['datasources:explore'] === true;
}

import { config } from '@grafana/runtime';

/** For what is offered alone: Grafana and the gateway decide by themselves. */
export function isEditor(): boolean {
  const { orgRole, isGrafanaAdmin } = config.bootData.user;
  return isGrafanaAdmin || ['Editor', 'Admin'].includes(orgRole);
}

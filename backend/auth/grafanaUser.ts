import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Principal, Scope } from './principal';

/** What Grafana's proxy for apps writes of whom it asks for, among more. */
const contextSchema = z.object({
  Login: z.string().catch(''),
  OrgRole: z.string().catch(''),
  IsGrafanaAdmin: z.boolean().catch(false),
});

/** What is left to those whom Grafana lets only look. */
const lookingOn: readonly Scope[] = ['read', 'metrics'];
const acting = ['Editor', 'Admin'];
const longestLogin = 200;

/**
 * The token's principal, as Grafana asks with it for one of its users. Anybody who has the token could write these headers, and
 * a data source's proxy passes on a browser's own `X-Grafana-Context`: so they name somebody, and take scopes away, never more.
 */
export function forGrafanaUser(token: Principal, headers: IncomingHttpHeaders): Principal {
  const context = contextOf(headerText(headers, 'x-grafana-context'));
  const login = loginOf(headerText(headers, 'x-grafana-user') ?? context?.Login ?? '');
  const onlyLooks = context !== null && !context.IsGrafanaAdmin && !acting.includes(context.OrgRole);
  return {
    ...token,
    ...(onlyLooks && { scopes: token.scopes.filter((scope) => lookingOn.includes(scope)) }),
    ...(login !== '' && { user: login }),
  };
}

/** Of one that can't be read nothing is known, as of somebody without a role. */
function contextOf(text: string | null): z.infer<typeof contextSchema> | null {
  if (text === null) return null;
  try {
    return contextSchema.parse(JSON.parse(text));
  } catch {
    return { Login: '', OrgRole: '', IsGrafanaAdmin: false };
  }
}

/** Grafana writes UTF-8, Node reads headers as Latin-1. */
function headerText(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? Buffer.from(value, 'latin1').toString() : null;
}

/** Without what would break a line of the audit log or turn it around. */
function loginOf(text: string): string {
  return text
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, longestLogin);
}

/** What a reader may do; a machine's token or a sign-in carries a set of these. */
export const scopes = ['read', 'reveal', 'metrics'] as const;

/**
 * `read`: calls with what policies redacted masked. `reveal`: the redacted text too; each such view is recorded.
 * `metrics`: the product's own figures, in which nothing of a call is to be seen.
 */
export type Scope = (typeof scopes)[number];

/** Whom a request comes from. */
export interface Principal {
  /** The token's name, or `sign-in` for whoever used a sign-in link: what the audit log says. */
  name: string;
  scopes: readonly Scope[];
}

export function isScope(text: string): text is Scope {
  return scopes.some((scope) => scope === text);
}

/** What a reader may do; a machine's token or a sign-in carries a set of these. */
export const scopes = ['read', 'reveal', 'metrics', 'score', 'ingest'] as const;

/**
 * `read`: calls with what policies redacted masked. `reveal`: the redacted text too; each such view is recorded.
 * `metrics`: the product's own figures, in which nothing of a call is to be seen. `score`: to say what one thinks of a
 * call, and to see nothing of it. `ingest`: to tell of calls that were made elsewhere, and to see nothing of any.
 */
export type Scope = (typeof scopes)[number];

/** Whom a request comes from. */
export interface Principal {
  /** The token's name, or whose the sign-in link was: what the audit log says. */
  name: string;
  scopes: readonly Scope[];
  /** How it came in: a token and a person may have the same name. */
  by: 'token' | 'sign-in';
  /** For whom a token asks, as Grafana says. */
  user?: string;
}

/**
 * Who did something, for whoever looks it up later: `grafana:alice` is alice as the bearer of the token `grafana` named her. No
 * token or sign-in has a colon in its name.
 */
export function actorOf({ name, user }: Principal): string {
  return user === undefined ? name : `${name}:${user}`;
}

/** Whether somebody may see what policies redacted, and whose a call was. */
export function mayReveal({ scopes: given }: Principal): boolean {
  return given.includes('reveal');
}

/** The same principal on every request, and no other. Users that a token names are counted as the token. */
export function principalKey({ by, name }: Principal): string {
  return `${by}:${name}`;
}

/** What a person or token may be called: an address, or words. */
export function isName(text: string): boolean {
  return /^[\p{L}\p{N}](?:[\p{L}\p{N} ._@+-]{0,62}[\p{L}\p{N}])?$/u.test(text);
}

/** Whether there is a scope of this name. */
export function isScope(text: string): text is Scope {
  return scopes.some((scope) => scope === text);
}

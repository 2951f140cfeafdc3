import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Api } from '@lens/core/formats';
import { refusalOf, type Refusal } from '../errors/refusal';

/** Who calls, told by the headers alone, before a byte of the body is read. */
export type Caller = KnownCaller | { kind: 'none' };

export type KnownCaller =
  /** Has the gateway's token: may use an upstream's own key. */
  | { kind: 'trusted'; own: string[] }
  /** Brings the provider's key: `own` are its headers as name, value, name, value. */
  | { kind: 'own'; own: string[] };

export const credentialHeaders = ['authorization', 'x-api-key', 'api-key'] as const;

/** A check for one token that takes the same time for every wrong one: digests are compared, not texts. */
export function gatewayTokenCheck(token: string): (candidate: string) => boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(token);
  // The token's length is no secret; a provider's key has another one and so costs no digest.
  return (candidate) => candidate.length === token.length && timingSafeEqual(digest(candidate), expected);
}

/**
 * Reads the credentials. A header with the gateway's token is never among `own`: that token must not reach a provider,
 * wherever and with whatever beside it the caller put it.
 */
export function identifyCaller(headers: IncomingHttpHeaders, isGatewayToken: (text: string) => boolean): Caller {
  const own: string[] = [];
  let trusted = holdsToken(headers['x-luthien-token'], isGatewayToken);
  for (const name of credentialHeaders) {
    const value = headers[name];
    if (typeof value !== 'string' || value === '') continue;
    if (holdsToken(value, isGatewayToken)) trusted = true;
    else own.push(name, value);
  }
  if (trusted) return { kind: 'trusted', own };
  return own.length === 0 ? { kind: 'none' } : { kind: 'own', own };
}

/** True where a credential header holds such a token, be it in `Basic`. */
export function holdsToken(value: string | string[] | undefined, isToken: (text: string) => boolean): boolean {
  if (value === undefined) return false;
  const text = String(value);
  const basic = /^basic\s+(\S+)$/i.exec(text)?.[1];
  const words = basic === undefined ? text.split(/[\s,]+/) : Buffer.from(basic, 'base64').toString('latin1').split(':');
  return words.some(isToken);
}

export type UpstreamCredentials = { headers: string[]; refusal: null } | { headers: null; refusal: Refusal };

/** The credential headers that go to this upstream, as name, value, name, value. */
export function credentialsFor(
  caller: KnownCaller,
  upstream: { name: string; api: Api; apiKey: string | null },
): UpstreamCredentials {
  const own = ofApi(upstream.api, caller.own);
  if (caller.kind === 'own') return { headers: own, refusal: null };
  if (upstream.apiKey !== null) return { headers: keyHeader(upstream.api, upstream.apiKey), refusal: null };
  if (own.length > 0) return { headers: own, refusal: null };
  return { headers: null, refusal: noUpstreamKey(upstream.name) };
}

/** Anthropic takes keys by the one and tokens by the other; of OpenAI's API, Azure's servers take `api-key`. */
const headersOfApi: Readonly<Record<Api, readonly string[]>> = {
  openai: ['authorization', 'api-key'],
  anthropic: ['x-api-key', 'authorization'],
};

/** What a client sends for another API is none of this provider's business, unless it has nothing else. */
function ofApi(api: Api, own: string[]): string[] {
  const used = own.filter((_, index) => headersOfApi[api].includes(own[index - (index % 2)] ?? ''));
  return used.length > 0 ? used : own;
}

function keyHeader(api: Api, key: string): string[] {
  return api === 'anthropic' ? ['x-api-key', key] : ['authorization', `Bearer ${key}`];
}

export function noCredentials(api: Api): Refusal {
  const header = api === 'anthropic' ? 'x-api-key' : 'Authorization: Bearer';
  const message = `No credentials. Send the provider's key, or the gateway's token, in ${header}.`;
  return refusalOf('missing_credentials', message);
}

function noUpstreamKey(name: string): Refusal {
  const message = `The gateway's token was sent, but the upstream ${name} has no key of its own. Give it one (key_env in lens.yaml, or the provider's API key variable) and restart the gateway, or send the provider's key.`;
  return refusalOf('upstream_without_key', message);
}

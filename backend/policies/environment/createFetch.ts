import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import { Agent, request as send } from 'undici';
import { codeOf } from '../../errors';
import { noteAsked } from '../asked';
import { PolicyFetchError, type FetchLimit } from './fetchError';
import type { FetchAnswer, FetchRequest, PolicyFetch } from './policyEnvironment';
import { isPrivateAddress } from './privateAddress';
import { createPublicLookup, privateOnlyCode } from './publicLookup';
import { AnswerTooLargeError, readAnswer } from './readAnswer';

export interface FetchOptions {
  /** The only servers there are for it: scheme, host and port, as `URL.origin` writes them. */
  origins: readonly string[];
  /** Also at loopback, private and link-local addresses. */
  privateNetwork: boolean;
  /** For the whole answer to be there. */
  timeoutMs: number;
  responseBytes: number;
  /** Requests at one time. */
  concurrency: number;
  /** Told of each limit that stood against a request. */
  onLimit: (limit: FetchLimit) => void;
}

export interface ClosableFetch {
  fetch: PolicyFetch;
  close(): Promise<void>;
}

/**
 * A `fetch` that reaches the named servers and no other. A name is looked up for each connection, and the very address
 * that was looked at is the one that is connected to.
 */
export function createFetch(options: FetchOptions): ClosableFetch {
  const { origins, privateNetwork, concurrency, timeoutMs, responseBytes } = options;
  const agent = new Agent({
    connections: concurrency,
    connect: { timeout: timeoutMs, lookup: privateNetwork ? lookup : createPublicLookup() },
  });
  let underWay = 0;

  function refused(limit: FetchLimit, message: string, cause?: unknown): PolicyFetchError {
    options.onLimit(limit);
    return new PolicyFetchError(limit, message, cause);
  }

  function allowed(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null || !origins.includes(url.origin)) {
      const where = url?.origin ?? 'an address that is no URL';
      throw refused('policy_fetch_not_allowed', `May not fetch from ${where}: it is not among fetch_origins.`);
    }
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!privateNetwork && isIP(host) !== 0 && isPrivateAddress(host)) throw atPrivateAddress(url);
    return url;
  }

  function atPrivateAddress({ origin }: URL): PolicyFetchError {
    const message = `May not fetch from ${origin}: its address is private. Set fetch_private_network: allow if it is meant.`;
    return refused('policy_fetch_private_address', message);
  }

  async function exchange(url: URL, { method = 'GET', headers, body, signal }: FetchRequest): Promise<FetchAnswer> {
    const timeIsUp = AbortSignal.timeout(timeoutMs);
    const asking = noteAsked(url, method);
    const ofTrace = asking?.traceparent == null ? {} : { traceparent: asking.traceparent };
    try {
      const answer = await send(url, {
        dispatcher: agent,
        method,
        headers: { ...ofTrace, ...plainHeaders(headers), 'accept-encoding': 'identity' },
        body: body ?? null,
        signal: signal === undefined ? timeIsUp : AbortSignal.any([signal, timeIsUp]),
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      const read = await readAnswer(answer, responseBytes);
      asking?.answered(read.status);
      return read;
    } catch (cause) {
      const error = signal?.aborted ? cause : failure(cause, url, timeIsUp.aborted);
      asking?.failed(error);
      throw error;
    }
  }

  function failure(cause: unknown, url: URL, isLate: boolean): PolicyFetchError {
    if (isLate || codeOf(cause) === 'UND_ERR_CONNECT_TIMEOUT') {
      return refused('policy_fetch_timeout', `${url.origin} took longer than fetch_timeout_ms (${timeoutMs}).`, cause);
    }
    if (cause instanceof AnswerTooLargeError) {
      const message = `${url.origin} answered more than fetch_response_bytes (${responseBytes}).`;
      return refused('policy_fetch_too_large', message);
    }
    if (codeOf(cause) === privateOnlyCode) return atPrivateAddress(url);
    return new PolicyFetchError('policy_fetch_failed', `${url.origin} gave no answer.`, cause);
  }

  return {
    async fetch(address, request = {}) {
      const url = allowed(address);
      if (underWay >= concurrency) {
        throw refused('policy_fetch_too_many', `Already waits for fetch_concurrency (${concurrency}) answers.`);
      }
      underWay += 1;
      try {
        return await exchange(url, request);
      } finally {
        underWay -= 1;
      }
    },
    close: () => agent.destroy(),
  };
}

/** Whom a request is for is said by its URL alone. */
function plainHeaders(headers: FetchRequest['headers'] = {}): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return Object.fromEntries(named.filter(([name]) => name !== 'host'));
}

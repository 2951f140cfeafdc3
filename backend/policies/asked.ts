import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Timing } from '../call';
import { codeOf } from '../errors';
import type { ChainCall } from './chain.types';

/** What a policy asks of other servers while its hook is at work: spans of the call, below the policy's. */
export interface Asked {
  /** Those of this hook so far; one that is under way ends now. `parent` is the policy's place among the timings. */
  timings(parent: number): Timing[];
}

/** A request of a policy, to be told how it went. */
interface Asking {
  /** What makes what the other server does a child of its span. */
  traceparent: string | null;
  answered(status: number): void;
  failed(error: unknown): void;
}

interface HookAtWork {
  /** Null once its spans are told: connections that were opened meanwhile keep this object for as long as they live. */
  call: ChainCall | null;
  asked: UnderWay[];
}

type UnderWay = Omit<Timing, 'parent' | 'end'> & { end: number | null };

/** Of a hook, or of all of a stream; those beyond leave no span. */
const mostAsked = 50;
/** A policy's `fetch` is lent to it once, for all calls: this tells which of them it works for. */
const hookAtWork = new AsyncLocalStorage<HookAtWork>();

/** Runs `hook` so that what it asks is noted. */
export function createAsked(call: ChainCall): Asked & { during<A, T>(hook: (given: A) => T, given: A): T } {
  const work: HookAtWork = { call, asked: [] };
  return {
    during: (hook, given) => hookAtWork.run(work, hook, given),
    timings(parent) {
      const told = work.asked.map(({ end, ...timing }) =>
        end === null
          ? { ...timing, parent, end: call.now(), error: 'policy_fetch_unfinished' }
          : { ...timing, parent, end },
      );
      work.call = null;
      work.asked = [];
      return told;
    },
  };
}

/** Null outside of any hook. */
export function noteAsked(url: URL, method: string): Asking | null {
  const work = hookAtWork.getStore();
  const { call = null, asked = [] } = work ?? {};
  if (call === null || asked.length >= mostAsked) return null;
  const attributes: NonNullable<Timing['attributes']> = {
    'http.request.method': method,
    'server.address': url.hostname.replace(/^\[|\]$/g, ''),
    'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
  };
  const spanId = randomBytes(8).toString('hex');
  const timing: UnderWay = { name: `${method} ${url.host}`, start: call.now(), end: null, spanId, attributes };
  asked.push(timing);
  const { trace } = call;
  return {
    traceparent: trace === undefined ? null : `00-${trace.traceId}-${spanId}-${trace.flags}`,
    answered(status) {
      timing.end = call.now();
      attributes['http.response.status_code'] = status;
      if (status >= 400) timing.error = String(status);
    },
    failed(error) {
      timing.end = call.now();
      timing.error = codeOf(error) || 'policy_fetch_aborted';
    },
  };
}

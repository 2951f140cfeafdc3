import type { Api } from '@lens/core/formats';
import type { ConfiguredPolicy } from '../chain/links';
import type { ChainCall } from '../chain.types';
import type { Policy } from '../contract';

/** A call for tests, whose clock stands still. */
export function callOf(
  facts: Partial<Pick<ChainCall, 'callId' | 'signal'>> & { api?: Api; operation?: ChainCall['operation'] } = {},
): ChainCall {
  const callId = '019a0000-0000-7000-8000-000000000000';
  return {
    callId,
    api: 'openai',
    operation: 'chat_completions',
    model: 'gpt-5',
    stream: false,
    now: () => 0,
    signal: new AbortController().signal,
    logFields: { call_id: callId, trace_id: '0af7651916cd43dd8448eb211c80319c' },
    ...facts,
  };
}

/** A policy as a configuration would give it to the chain: failing closed, with time enough. */
export function configured(policy: Policy | ConfiguredPolicy): ConfiguredPolicy {
  return 'policy' in policy ? policy : { policy, onError: 'closed', timeoutMs: 30_000 };
}

import type { JsonObject } from '@lens/core/json';
import { chainOf, type ChainOptions } from '../chain/createChain';
import type { ConfiguredPolicy } from '../chain/links';
import type { ChainCall, ChainOutcome } from '../chain.types';
import type { Policy } from '../contract';
import { callOf, configured } from './calls';

export const request = {
  model: 'gpt-5',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Say cat.' },
  ],
};

/** With the spaces that JSON.stringify would not write. */
export const requestBytes = Buffer.from(JSON.stringify(request, null, 1));

/** Takes {@link request} through policies. */
export async function runRequest(
  policies: readonly (Policy | ConfiguredPolicy)[],
  options: ChainOptions = {},
  call: ChainCall = callOf(),
): Promise<ChainOutcome> {
  const chain = chainOf(policies.map(configured), options);
  return chain.onRequest(requestBytes, JSON.parse(requestBytes.toString()) as JsonObject, call);
}

export const requestOf = (outcome: ChainOutcome): unknown => JSON.parse(outcome.bytes.toString());

export function onRequest(hook: NonNullable<Policy['onRequest']>, name = 'test'): Policy {
  return { name, onRequest: hook };
}

export const replaceText = (from: string, to: string, name = `${from} to ${to}`): Policy =>
  onRequest((message) => {
    for (const segment of message.texts()) {
      if (segment.text.includes(from)) segment.replace(segment.text.replace(from, to));
    }
  }, name);

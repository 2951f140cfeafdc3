import { responseTexts, type Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { PolicyConfig } from '../../config/types';
import { chainOfKinds } from './chains';

export const apis = ['openai', 'anthropic'] as const;

/** A chain of one policy, `mine`. */
export function chainWith(use: string, options: PolicyConfig['options'] = {}, heldBackChars = 10_000) {
  return chainOfKinds([{ name: 'mine', use, options }], { heldBackChars });
}

export const redaction = (options: PolicyConfig['options'] = {}) => chainWith('pii-redaction', options);

export function textsOf(api: Api, body: JsonObject): string[] {
  return [...responseTexts(api, body)].map(({ text }) => text);
}

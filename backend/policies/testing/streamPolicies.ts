import type { Api } from '@lens/core/formats';
import { chainOf, type ChainOptions } from '../chain/createChain';
import type { ConfiguredPolicy } from '../chain/links';
import type { Policy, PolicyStreamEvent } from '../contract';
import { configured } from './calls';
import { answer, bodyOf, runStream, streamCall } from './streams';

/** Takes chunks through policies, configured or with the defaults. */
export const run = (
  policies: (Policy | ConfiguredPolicy)[],
  chunks: readonly Uint8Array[],
  { api = 'openai', ...options }: ChainOptions & { api?: Api } = {},
) => runStream(chainOf(policies.map(configured), options), chunks, streamCall(api));

export function each(hook: NonNullable<Policy['onStreamEvent']>, name = 'test'): Policy {
  return { name, onStreamEvent: hook };
}

export const upperCase = (name: string): Policy =>
  each((event) => {
    for (const text of event.texts()) text.replace(text.text.toUpperCase());
    return [event];
  }, name);

/** Looks at events only together with those that came with them. */
export const gathering: Policy<{ held: PolicyStreamEvent[] }> = {
  name: 'gathering',
  createState: () => ({ held: [] }),
  onStreamEvent(event, { state }) {
    state.held.push(event);
    return [];
  },
  onStreamPause: ({ state }) => state.held.splice(0),
};

/** A stream of OpenAI's API. */
export const events = answer('openai', ['Say ', 'cat ', 'now.']);
/** The body that a stream of these bytes is rebuilt to. */
export const text = (bytes: Uint8Array, api: Api = 'openai') => JSON.stringify(bodyOf(api, bytes));

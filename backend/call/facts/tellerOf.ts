import { billedOf, tellsTokens, usageEventOf, usageOf, withLastUsage } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { CallStart } from '../frames';

/**
 * Who tells the tokens of a call. They are the provider's: what it billed, whatever a policy made of its answer.
 *
 * @param answer as the provider gave it, or as its stream was rebuilt
 * @param stream its bytes, or those of its events that may tell tokens; null for a whole answer
 */
export function tellerOf(answer: JsonObject | null, stream: Buffer | null): JsonObject | null {
  if (stream === null) return answer;
  if (answer !== null && tellsTokens(usageOf(answer))) return withLastUsage(answer, stream);
  // In an event that is no part of the rebuilt answer, or of a stream that is not rebuilt.
  const event = usageEventOf(stream);
  const tier = answer === null ? null : usageOf(answer).serviceTier;
  return event === null || tier === null ? (event ?? answer) : { ...event, service_tier: tier };
}

/** Of answers that have no model in them `model` may be anything. */
export function modelOf({ operation }: CallStart, teller: JsonObject | null): string | null {
  return teller === null || (operation === 'passthrough' && !tellsTokens(usageOf(teller)))
    ? null
    : billedOf(teller).model;
}

import type { Call } from '@lens/core/api';

/** Why nobody knows what a call costs, and what to do about it. */
export const whyUnknown: Readonly<Record<NonNullable<Call['costUnknown']>, string>> = {
  model: 'The price table does not have this model: give its prices in the configuration.',
  tier: 'The price table has no prices for this service tier: give them in the configuration.',
  price: 'The price table lacks the price of a class of tokens: give it in the configuration.',
  usage: 'The provider did not tell the tokens.',
};

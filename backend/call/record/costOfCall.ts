import { billedOf, tellsTokens, usageOf, type Billed } from '@lens/core/formats';
import { isObject, type JsonObject } from '@lens/core/json';
import { costOf, estimateUsage, type Cost, type PriceTable } from '@lens/core/pricing';
import { spanNames } from '@lens/core/waterfall';
import type { Outcome } from '../outcome';
import type { RecordedCall } from '../recordedCall';
import type { RecordedDirection } from './callRecord';
import type { Response } from './responseOf';

/** What there is of a call to price it by. */
export interface PricedFacts {
  recorded: RecordedCall;
  outcome: Outcome;
  request: RecordedDirection;
  response: Response | null;
  /** Who tells the tokens: the answer, or an event of its stream; null where nobody does. */
  teller: JsonObject | null;
}

/** Null for a call that nobody bills: it never came to a provider, or the provider refused it. */
export function costOfCall(table: PriceTable, facts: PricedFacts): Cost | null {
  const { start } = facts.recorded;
  const told = facts.teller && billedOf(facts.teller);
  const exact = told !== null && toldAtTheEnd(facts);
  const billed = exact ? told : estimated(facts, told);
  if (billed === null) return null;
  if (!exact && isUntold(facts.recorded)) return { usd: null, unknown: 'usage', table: table.version };
  return costOf(table, {
    provider: start.provider,
    model: start.finalModel ?? start.requestedModel,
    at: start.startedAt,
    billed,
    told: exact,
  });
}

/** Who made the call told of it without its bodies: there is nothing to estimate by. */
function isUntold({ start }: RecordedCall): boolean {
  return start.source !== undefined && start.request.original.length === 0;
}

/** Anthropic's streams tell twice: how they began, and behind the last word what is billed. */
function toldAtTheEnd({ recorded, outcome, response, teller }: PricedFacts): boolean {
  if (teller === null || !tellsTokens(usageOf(teller))) return false;
  if (response?.stream == null || recorded.start.operation === 'passthrough') return true;
  return response.stream.original.complete || outcome.finishReason !== null;
}

/** Only of a conversation with a model is known what it is made of. */
function estimated({ recorded, outcome, request, response }: PricedFacts, told: Billed | null): Billed | null {
  const { start } = recorded;
  if (start.operation === 'passthrough') return null;
  if (response === null ? !mayBeBilled(recorded, outcome) : !wasAnswered(recorded, response)) return null;
  const body = response?.original.json;
  return estimateUsage(start.api, (request.final ?? request.original).json, isObject(body) ? body : null, told);
}

/** The client left, or this process ended, while the provider was working. */
function mayBeBilled({ end }: RecordedCall, { status }: Outcome): boolean {
  return status === 'aborted' && (end?.timings.some(({ name }) => name === spanNames.completion) ?? false);
}

/** Not with an error, and by a provider: an answer of the gateway's own costs nothing. */
function wasAnswered({ start, parts, end }: RecordedCall, { stream }: Response): boolean {
  if (end?.upstreamStatus != null || start.source !== undefined) return isAnswered({ start, end });
  return stream !== null && parts.some(({ side }) => side === 'upstream');
}

/** Who tells of a call elsewhere may not know the provider's status. */
function isAnswered({ start, end }: Pick<RecordedCall, 'start' | 'end'>): boolean {
  const status = end?.upstreamStatus ?? null;
  if (status !== null) return status < 400;
  return start.source !== undefined && end?.status === 'complete';
}

/** Nobody has read what it took; a call that no provider answered costs nothing. */
export function unpriced({ start, end }: RecordedCall, prices: PriceTable | null): Cost | null {
  return prices === null || !isAnswered({ start, end }) || start.operation === 'passthrough'
    ? null
    : { usd: null, unknown: 'usage', table: prices.version };
}

/** Of a call whose bodies are not kept, by what its answer told. */
export function costOfFacts(recorded: RecordedCall, prices: PriceTable | null): Cost | null {
  const { start, end } = recorded;
  const { teller = null, complete = false } = end?.facts ?? {};
  if (prices === null || !isAnswered(recorded)) return null;
  if (teller === null || !complete || !tellsTokens(usageOf(teller))) return unpriced(recorded, prices);
  const model = start.finalModel ?? start.requestedModel;
  const billed = billedOf(teller);
  return costOf(prices, { provider: start.provider, model, at: start.startedAt, billed, told: true });
}

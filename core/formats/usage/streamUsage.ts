import { isObject } from '../../json';
import { parseBounded } from '../jsonText/parseBounded';
import { eventsOf } from '../reconstruct';
import type { Usage } from '../types';
import { noUsage, tellsTokens, usageOf } from './usage';

/** What an event has in it that tells tokens; most streams have one or two such, among thousands. */
const mayTell =
  /"(?:usage|usageMetadata|usage_metadata|tokens|metrics|timings|eval_count|amazon-bedrock-[a-z]+)"\s*:\s*[{\d]/i;

/** The tokens that the events of a stream tell, rebuilt or not: those of the last that tells any. */
export function usageOfStream(bytes: Uint8Array): Usage {
  let last = noUsage;
  for (const { data } of eventsOf(bytes)) {
    if (!mayTell.test(data)) continue;
    const body = parseBounded(data);
    const usage = isObject(body) ? usageOf(body) : noUsage;
    if (tellsTokens(usage)) last = usage;
  }
  return last;
}

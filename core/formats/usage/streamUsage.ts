import { isObject, type JsonObject } from '../../json';
import { parseBounded } from '../jsonText/parseBounded';
import { eventsOf } from '../reconstruct';
import type { Usage } from '../types';
import { noUsage, tellsTokens, usageOf } from './usage';

/** What an event has in it that tells tokens; most streams have one or two such, among thousands. */
const mayTell =
  /"(?:usage|usageMetadata|usage_metadata|tokens|metrics|timings|eval_count|amazon-bedrock-[a-z]+)"\s*:\s*[{\d]/i;

const latin1 = new TextDecoder('latin1');
/** Without the beginning of any of these names no event does. */
const names = /"(?:usage|tokens|metrics|timings|eval_count|amazon-bedrock-)/i;
const longestName = 16;
/** Looked at in one go: those of a whole stream may be more than there is memory for. */
const sliceBytes = 64 * 1024;

/** A quick look at an event's data, for most of a stream. */
export function mayTellTokens(data: string): boolean {
  return mayTell.test(data);
}

/** The last event of a stream that tells tokens, rebuilt or not; null where none does. */
export function usageEventOf(bytes: Uint8Array): JsonObject | null {
  if (!hasName(bytes)) return null;
  let last: JsonObject | null = null;
  for (const { data } of eventsOf(bytes)) {
    if (!mayTellTokens(data)) continue;
    const body = parseBounded(data);
    if (isObject(body) && tellsTokens(usageOf(body))) last = body;
  }
  return last;
}

/** A look at the bytes is a tenth of cutting them into events. */
function hasName(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    if (names.test(latin1.decode(bytes.subarray(at, at + sliceBytes + longestName)))) return true;
  }
  return false;
}

/** The tokens that the events of a stream tell. */
export function usageOfStream(bytes: Uint8Array): Usage {
  const event = usageEventOf(bytes);
  return event === null ? noUsage : usageOf(event);
}

const lastEvent = '"message_delta"';
const lineEnd = 10;

/**
 * The rebuilt answer of Anthropic's stream with all that its last event tells of the usage: the official clients take over
 * some of it alone, and not the tier, the speed, or how long what was written to the cache is kept.
 */
export function withLastUsage(body: JsonObject, bytes: Buffer): JsonObject {
  const at = bytes.lastIndexOf(lastEvent);
  if (at < 0) return body;
  const from = bytes.lastIndexOf(lineEnd, at) + 1;
  for (const { data } of eventsOf(bytes.subarray(from))) {
    const event = parseBounded(data);
    if (!isObject(event) || !isObject(event['usage'])) return body;
    const told = Object.entries(event['usage']).filter(([, value]) => value !== null);
    return { ...body, usage: { ...(isObject(body['usage']) ? body['usage'] : {}), ...Object.fromEntries(told) } };
  }
  return body;
}

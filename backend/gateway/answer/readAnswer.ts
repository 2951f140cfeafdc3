import { isObject, measureJson, whereKeyRepeats, withoutMark, type JsonObject } from '@lens/core/json';
import type { LimitsConfig } from '../../config';
import { unreadable } from '../errors/policyRefusals';
import type { Refusal } from '../errors/refusal';

/** An answer as policies read it, or why they can't. */
export function readAnswer(
  bytes: Buffer,
  { jsonDepth, jsonValues }: Pick<LimitsConfig, 'jsonDepth' | 'jsonValues'>,
): { body: JsonObject; refusal: null } | { body: null; refusal: Refusal } {
  const text = withoutMark(bytes.toString());
  const refused = (what: string) => ({ body: null, refusal: unreadable(what) });
  const { depth, values } = measureJson(text, jsonDepth, jsonValues);
  if (depth > jsonDepth) return refused(`an answer that is nested deeper than limits.json_depth (${jsonDepth})`);
  if (values > jsonValues) return refused(`an answer of more values than limits.json_values (${jsonValues})`);
  const body = parseObject(text);
  if (body === null) return refused('an answer that is no JSON object');
  if (whereKeyRepeats(text) !== null) return refused('an answer with a key twice in one object');
  return { body, refusal: null };
}

export function parseObject(text: string): JsonObject | null {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body : null;
  } catch {
    // Not JSON: the caller says what that means.
    return null;
  }
}

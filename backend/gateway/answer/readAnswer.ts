import { isUtf8 } from 'node:buffer';
import { readJsonBody } from '@lens/core/formats';
import { isObject, measureJson, whereKeyRepeats, withoutMark, type JsonObject } from '@lens/core/json';
import type { LimitsConfig } from '../../config';
import { isText } from '../bytes';
import { unreadable } from '../errors/policyRefusals';
import type { Refusal } from '../errors/refusal';

interface HowToRead {
  limits: Pick<LimitsConfig, 'jsonDepth' | 'jsonValues'>;
  /** Whether an answer that is no JSON object is read as lines of JSON, or as one text. */
  mayBeText: boolean;
}

const beginsAsJson = /^\s*[{[]/;

/** An answer as policies read it (`readBody`), or why they can't. */
export function readAnswer(
  bytes: Buffer,
  { limits: { jsonDepth, jsonValues }, mayBeText }: HowToRead,
): { body: JsonObject; refusal: null } | { body: null; refusal: Refusal } {
  const text = withoutMark(bytes.toString());
  const refused = (what: string) => ({ body: null, refusal: unreadable(what) });
  const asText = () =>
    isText(bytes) ? { body: { text }, refusal: null } : refused('an answer that is neither JSON nor text');
  // The limits are for what a parser makes of JSON.
  if (mayBeText && !beginsAsJson.test(text)) return asText();
  const { depth, values } = measureJson(text, jsonDepth, jsonValues);
  if (depth > jsonDepth) return refused(`an answer that is nested deeper than limits.json_depth (${jsonDepth})`);
  if (values > jsonValues) return refused(`an answer of more values than limits.json_values (${jsonValues})`);
  const body = mayBeText ? readJsonBody(text) : parseObject(text);
  if (body === null) return mayBeText ? asText() : refused('an answer that is no JSON object');
  // Clients leave such bytes out, or read other letters.
  if (!isUtf8(bytes)) return refused('JSON that is not in UTF-8');
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

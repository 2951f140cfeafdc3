import type { JsonObject } from '@lens/core/json';
import type { LimitsConfig } from '../../config';
import { refusalOf, type Refusal } from '../errors/refusal';
import { parseBody } from './parseBody';

interface Asked {
  limits: Pick<LimitsConfig, 'jsonDepth' | 'jsonValues'>;
  /** See `parseBody`. */
  oneReading: boolean;
  /** The two main routes need a JSON object with a model; what only passes through may be anything. */
  mustBeCall: boolean;
}

/** What a request's body is read as, and why the call is refused for it. */
export function understand(
  bytes: Buffer,
  { limits, oneReading, mustBeCall }: Asked,
): { body: JsonObject | null; refusal: Refusal | null } {
  const { body, refusal } = parseBody(bytes, limits, oneReading);
  const wrong = refusal ?? (mustBeCall ? modelMissing(body['model']) : null);
  const isOurs = wrong?.limit !== undefined || wrong?.code === 'repeated_key' || wrong?.code === 'not_utf8';
  if (wrong === null || mustBeCall || isOurs) return { body, refusal: wrong };
  // What is no JSON object is the provider's to judge, or the policies'; what is over a limit is the gateway's.
  return { body, refusal: null };
}

/** It is copied into records, metrics and logs. */
const longestModel = 1024;

function modelMissing(model: unknown): Refusal | null {
  if (typeof model === 'string' && model !== '' && model.length <= longestModel) return null;
  const found = typeof model === 'string' && model !== '' ? `longer than ${longestModel} characters` : undefined;
  const what = found ?? (model === undefined ? 'missing' : 'not a text');
  return refusalOf('model_missing', `The field "model" is ${what}. Name the model to call, as in "model": "gpt-5".`);
}

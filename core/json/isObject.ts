import { SpelledNumber } from './spelledNumber';
import type { JsonObject } from './types';

/** True for a JSON object, false for arrays, null, scalars and numbers as they are spelled. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof SpelledNumber);
}

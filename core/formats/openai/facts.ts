import { isObject, type Json, type JsonObject } from '../../json';

/** The first choice's reason: with `n > 1` the others are in the body. */
export function openAiFinishReason(body: JsonObject): string | null {
  const { choices } = body;
  const first: Json | undefined = Array.isArray(choices) ? choices.find(isObject) : undefined;
  const reason = isObject(first) ? first['finish_reason'] : null;
  return typeof reason === 'string' ? reason : null;
}

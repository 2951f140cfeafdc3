import type { JsonObject } from '@lens/core/json';

/** Cached input and reasoning are within the sums. */
export interface ToldTokens {
  input?: number | undefined;
  output?: number | undefined;
  cacheRead?: number | undefined;
  cacheWrite?: number | undefined;
  reasoning?: number | undefined;
}

/** Tokens and model in the words of an answer, as who reads answers reads them; null where nothing is known. */
export function answerTold(model: string | null, tokens: ToldTokens): JsonObject | null {
  const usage = {
    ...given('prompt_tokens', tokens.input),
    ...given('completion_tokens', tokens.output),
    prompt_tokens_details: {
      ...given('cached_tokens', tokens.cacheRead),
      ...given('cache_write_tokens', tokens.cacheWrite),
    },
    completion_tokens_details: given('reasoning_tokens', tokens.reasoning),
  };
  const isTold = Object.values(tokens).some((count) => count !== undefined);
  if (!isTold && model === null) return null;
  return { ...(model !== null && { model }), ...(isTold && { usage }) };
}

function given(name: string, count: number | undefined): Record<string, number> {
  return count === undefined ? {} : { [name]: count };
}

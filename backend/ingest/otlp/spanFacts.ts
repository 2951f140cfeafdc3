import type { Json } from '@lens/core/json';
import { genAiNamesOf } from '../../tracing';
import type { Attributes } from './otlpSpan';

/** What is read of a span beside what our own say: who, and whether it is a model call at all. */
type Fact =
  | 'operation'
  | 'provider'
  | 'requestModel'
  | 'responseModel'
  | 'responseId'
  | 'conversationId'
  | 'finishReasons'
  | 'inputTokens'
  | 'outputTokens'
  | 'cacheReadTokens'
  | 'cacheWriteTokens'
  | 'reasoningTokens'
  | 'timeToFirstChunk'
  | 'isStream'
  | 'maxTokens'
  | 'temperature'
  | 'topP'
  | 'seed';

/** Names of others: semantic conventions up to 1.36, OpenInference, OpenLLMetry, Langfuse. OpenTelemetry's are ours, too. */
const otherNames: Readonly<Partial<Record<Fact, readonly string[]>>> = {
  provider: ['gen_ai.system', 'llm.provider', 'llm.system'],
  requestModel: ['llm.request.model_name', 'llm.model_name', 'embedding.model_name', 'llm.request.model'],
  responseModel: ['llm.response.model_name', 'llm.response.model'],
  conversationId: ['session.id', 'langfuse.session.id', 'traceloop.association.properties.session_id'],
  finishReasons: ['llm.finish_reason', 'gen_ai.completion.0.finish_reason', 'llm.response.finish_reason'],
  inputTokens: ['gen_ai.usage.prompt_tokens', 'llm.token_count.prompt', 'llm.usage.prompt_tokens'],
  outputTokens: ['gen_ai.usage.completion_tokens', 'llm.token_count.completion', 'llm.usage.completion_tokens'],
  cacheReadTokens: ['gen_ai.usage.cache_read_input_tokens', 'llm.token_count.prompt_details.cache_read'],
  cacheWriteTokens: ['gen_ai.usage.cache_creation_input_tokens', 'llm.token_count.prompt_details.cache_write'],
  reasoningTokens: ['gen_ai.usage.reasoning_tokens', 'llm.token_count.completion_details.reasoning'],
  isStream: ['llm.is_streaming', 'gen_ai.is_streaming'],
};

export const userNames = ['user.id', 'enduser.id', 'langfuse.user.id'];

/** What says whose a span is: never kept as it is. */
export const identityNames: readonly string[] = [
  ...userNames,
  'enduser.pseudo.id',
  'user.email',
  'user.name',
  'user.full_name',
  ...genAiNamesOf('conversationId'),
  ...(otherNames.conversationId ?? []),
];

/** A fact of a span under whatever name it has; undefined where it has none. */
export function factOf(attributes: Attributes, fact: Fact): Json | undefined {
  for (const name of [...genAiNamesOf(fact), ...(otherNames[fact] ?? [])]) {
    const value = attributes.get(name);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 256) : null;
}

export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** Where it is said under any of these names. */
export function saidAt(attributes: Attributes, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textOf(attributes.get(name));
    if (text !== null) return text;
  }
  return null;
}

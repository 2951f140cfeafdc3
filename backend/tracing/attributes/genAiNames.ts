/** What a model call says of itself in OpenTelemetry's names, in this order: where there are too many, the last give way. */
export interface GenAiFacts {
  /** Null for what is no model call. */
  operation: string | null;
  provider: string;
  requestModel: string | null;
  responseModel: string | null;
  responseId: string | null;
  conversationId: string | null;
  finishReasons: readonly string[] | null;
  /** Cached tokens included, read and written. */
  inputTokens: number | null;
  /** Reasoning included. */
  outputTokens: number | null;
  cacheReadTokens: number | null;
  cacheWriteTokens: number | null;
  reasoningTokens: number | null;
  /** Seconds. */
  timeToFirstChunk: number | null;
  isStream: true | null;
  maxTokens: number | null;
  temperature: number | null;
  topP: number | null;
  topK: number | null;
  frequencyPenalty: number | null;
  presencePenalty: number | null;
  seed: number | null;
  choiceCount: number | null;
  reasoningLevel: string | null;
  outputType: string | null;
  previousResponseId: string | null;
}

export type GenAiDialect = 'semconv-1.41' | 'genai-0.1' | 'both';

interface Names {
  /** In semantic conventions up to 1.41, the last with GenAI in them; null for what they had no name for. */
  semconv: string | null;
  /** In the standalone conventions, semantic-conventions-genai 0.1. */
  genAi: string | null;
}

const same = (name: string): Names => ({ semconv: name, genAi: name });
const added = (name: string): Names => ({ semconv: null, genAi: name });

/** The one table of names: a convention that moves is moved here. */
const genAiNames: Readonly<Record<keyof GenAiFacts, Names>> = {
  operation: same('gen_ai.operation.name'),
  provider: same('gen_ai.provider.name'),
  requestModel: same('gen_ai.request.model'),
  responseModel: same('gen_ai.response.model'),
  responseId: same('gen_ai.response.id'),
  conversationId: same('gen_ai.conversation.id'),
  finishReasons: same('gen_ai.response.finish_reasons'),
  inputTokens: same('gen_ai.usage.input_tokens'),
  outputTokens: same('gen_ai.usage.output_tokens'),
  cacheReadTokens: same('gen_ai.usage.cache_read.input_tokens'),
  cacheWriteTokens: {
    semconv: 'gen_ai.usage.cache_creation.input_tokens',
    genAi: 'gen_ai.usage.cache_write.input_tokens',
  },
  reasoningTokens: same('gen_ai.usage.reasoning.output_tokens'),
  timeToFirstChunk: same('gen_ai.response.time_to_first_chunk'),
  isStream: same('gen_ai.request.stream'),
  maxTokens: same('gen_ai.request.max_tokens'),
  temperature: same('gen_ai.request.temperature'),
  topP: same('gen_ai.request.top_p'),
  topK: same('gen_ai.request.top_k'),
  frequencyPenalty: same('gen_ai.request.frequency_penalty'),
  presencePenalty: same('gen_ai.request.presence_penalty'),
  seed: same('gen_ai.request.seed'),
  choiceCount: same('gen_ai.request.choice.count'),
  reasoningLevel: added('gen_ai.request.reasoning.level'),
  outputType: same('gen_ai.output.type'),
  previousResponseId: added('gen_ai.request.previous_response.id'),
};

/** All names under which a fact may be told, the newest first. */
export function genAiNamesOf(fact: keyof GenAiFacts): string[] {
  const { genAi, semconv } = genAiNames[fact];
  return [genAi, semconv].filter((name, index, all) => name !== null && all.indexOf(name) === index) as string[];
}

/** The document that the names of a dialect are from; of both together there is none. */
export const schemaUrls: Readonly<Record<GenAiDialect, string | undefined>> = {
  'semconv-1.41': 'https://opentelemetry.io/schemas/1.41.0',
  'genai-0.1': undefined,
  both: undefined,
};

type Value = string | number | boolean | readonly string[];

/** The facts under their names; one that is null or has no name in the dialect is left out. */
export function genAiAttributes(facts: GenAiFacts, dialect: GenAiDialect): [string, Value][] {
  const attributes = new Map<string, Value>();
  for (const [fact, names] of Object.entries(genAiNames)) {
    const value = facts[fact as keyof GenAiFacts];
    if (value === null) continue;
    if (dialect !== 'genai-0.1' && names.semconv !== null) attributes.set(names.semconv, value);
    if (dialect !== 'semconv-1.41' && names.genAi !== null) attributes.set(names.genAi, value);
  }
  return [...attributes];
}

/** How the figures of one family of providers are called. A dot leads into an object; the first that is there counts. */
export interface UsageDialect {
  input: string;
  output: string;
  cacheRead: readonly string[];
  cacheWrite: readonly string[];
  reasoning: readonly string[];
  /** Cached input that `input` leaves out, by the names that say so: it is added. */
  besideInput?: readonly string[];
  /** Reasoning that `output` leaves out: it is added. */
  besideOutput?: readonly string[];
}

/** Told apart by the names of their input and output. */
export const usageDialects: readonly UsageDialect[] = [
  {
    // OpenAI's chat completions and who speaks its API: DeepSeek, Moonshot, OpenRouter, Mistral, LiteLLM, DashScope, vLLM.
    input: 'prompt_tokens',
    output: 'completion_tokens',
    cacheRead: [
      'prompt_tokens_details.cached_tokens',
      'prompt_cache_hit_tokens',
      'cached_tokens',
      'num_cached_tokens',
      'cache_read_input_tokens',
    ],
    cacheWrite: [
      'prompt_tokens_details.cache_write_tokens',
      'prompt_tokens_details.cache_creation_tokens',
      'prompt_tokens_details.cache_creation_input_tokens',
      'cache_creation_input_tokens',
    ],
    reasoning: ['completion_tokens_details.reasoning_tokens', 'reasoning_tokens'],
  },
  {
    // Anthropic, which counts cached input apart, and the Responses API, which does not; Cohere.
    input: 'input_tokens',
    output: 'output_tokens',
    cacheRead: ['cache_read_input_tokens', 'input_tokens_details.cached_tokens', 'cached_tokens'],
    cacheWrite: ['cache_creation_input_tokens', 'input_tokens_details.cache_write_tokens'],
    reasoning: ['output_tokens_details.reasoning_tokens', 'output_tokens_details.thinking_tokens'],
    besideInput: ['cache_read_input_tokens', 'cache_creation_input_tokens'],
  },
  {
    // Bedrock's Converse.
    input: 'inputTokens',
    output: 'outputTokens',
    cacheRead: ['cacheReadInputTokens', 'cacheReadInputTokenCount'],
    cacheWrite: ['cacheWriteInputTokens', 'cacheWriteInputTokenCount'],
    reasoning: ['reasoningTokens'],
    besideInput: ['cacheReadInputTokens', 'cacheWriteInputTokens'],
  },
  {
    // What Bedrock adds to the last event of every model.
    input: 'inputTokenCount',
    output: 'outputTokenCount',
    cacheRead: ['cacheReadInputTokenCount'],
    cacheWrite: ['cacheWriteInputTokenCount'],
    reasoning: [],
    besideInput: ['cacheReadInputTokenCount', 'cacheWriteInputTokenCount'],
  },
  {
    // Gemini, which counts thoughts apart.
    input: 'promptTokenCount',
    output: 'candidatesTokenCount',
    cacheRead: ['cachedContentTokenCount'],
    cacheWrite: [],
    reasoning: ['thoughtsTokenCount'],
    besideOutput: ['thoughtsTokenCount'],
  },
  {
    input: 'prompt_token_count',
    output: 'candidates_token_count',
    cacheRead: ['cached_content_token_count'],
    cacheWrite: [],
    reasoning: ['thoughts_token_count'],
    besideOutput: ['thoughts_token_count'],
  },
  { input: 'input_token_count', output: 'output_token_count', cacheRead: [], cacheWrite: [], reasoning: [] },
  { input: 'promptTokens', output: 'completionTokens', cacheRead: ['cachedTokens'], cacheWrite: [], reasoning: [] },
  // llama.cpp.
  {
    input: 'prompt_n',
    output: 'predicted_n',
    cacheRead: ['cache_n'],
    cacheWrite: [],
    reasoning: [],
    besideInput: ['cache_n'],
  },
];

/** Of those whose figures stand in the answer itself. Other names there may mean an answer: how many tokens a text has. */
export const nakedDialects: readonly UsageDialect[] = [
  // Ollama.
  { input: 'prompt_eval_count', output: 'eval_count', cacheRead: [], cacheWrite: [], reasoning: [] },
  // llama.cpp.
  { input: 'tokens_evaluated', output: 'tokens_predicted', cacheRead: [], cacheWrite: [], reasoning: [] },
];

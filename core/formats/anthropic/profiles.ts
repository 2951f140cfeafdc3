/** Where the SDK's two accumulators, `MessageStream` and `BetaMessageStream`, differ. */
export interface Profile {
  /** Blocks whose `input` is streamed as JSON text. */
  readonly toolBlocks: ReadonlySet<string>;
  /** Fields of a `message_delta` event that become fields of the message. */
  readonly messageFields: readonly string[];
  /** Usage totals of a `message_delta` that replace those of the message. */
  readonly usageFields: readonly string[];
  readonly compaction: boolean;
  /** A `fallback` block names the model that really answered. */
  readonly fallbackNamesModel: boolean;
}

const stable: Profile = {
  toolBlocks: new Set(['tool_use', 'server_tool_use']),
  messageFields: [],
  usageFields: [
    'input_tokens',
    'cache_creation_input_tokens',
    'cache_read_input_tokens',
    'server_tool_use',
    'output_tokens_details',
  ],
  compaction: false,
  fallbackNamesModel: false,
};

const beta: Profile = {
  toolBlocks: new Set([...stable.toolBlocks, 'mcp_tool_use']),
  messageFields: ['context_management', 'input_transformations'],
  usageFields: [...stable.usageFields, 'iterations', 'fallback_credit'],
  compaction: true,
  fallbackNamesModel: true,
};

/** The beta accumulator knows all that the stable one knows, so it is the one to use when in doubt. */
export function profileOf(isBeta: boolean): Profile {
  return isBeta ? beta : stable;
}

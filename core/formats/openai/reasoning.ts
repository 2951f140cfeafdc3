import { own, type JsonObject } from '../../json';
import { addParts } from './parts';

const texts = ['reasoning_content', 'reasoning'] as const;
const lists = ['reasoning_details', 'thinking_blocks'] as const;

/** How compatible servers send reasoning: DeepSeek, vLLM, xAI; OpenRouter (both); LiteLLM. */
export const reasoningFields: readonly string[] = [...texts, ...lists];

/**
 * Joins reasoning from its deltas; true when the delta carried some. The SDK, which does not know these fields, keeps
 * the last fragment only; the provider's whole answer has the whole text.
 */
export function addReasoning(message: JsonObject, delta: JsonObject): boolean {
  let carried = false;
  for (const key of texts) {
    const before = own(message, key);
    const added = own(delta, key);
    if (typeof added === 'string') {
      message[key] = (typeof before === 'string' ? before : '') + added;
      carried ||= added !== '';
    } else if (added !== undefined && before === undefined) message[key] = added;
  }
  for (const key of lists) {
    const before = own(message, key);
    const added = own(delta, key);
    if (Array.isArray(added)) {
      message[key] = addParts(Array.isArray(before) ? before : [], added);
      carried ||= added.length > 0;
    } else if (added !== undefined && before === undefined) message[key] = added;
  }
  return carried;
}

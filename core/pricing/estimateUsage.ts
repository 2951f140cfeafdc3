import { noUsage, requestTexts, responseTexts, type Api, type Billed, type TextSegment } from '../formats';
import { isObject, type Json, type JsonObject } from '../json';

/** Of all languages together; of English alone a little less, of others a little more. */
const bytesPerToken = 4;
/** What separates messages. */
const tokensPerMessage = 4;

/**
 * What a call took of which the provider never told it: counted from the texts that were sent and that came. Pictures and
 * what a cache saved are not in it, nor what a model thought and did not say.
 *
 * @param answer as far as it came; what it tells itself goes over what is counted
 */
export function estimateUsage(api: Api, request: Json, answer: JsonObject | null, told: Billed | null): Billed {
  const asked = isObject(request) ? request : {};
  const known = told?.samples[0]?.usage ?? noUsage;
  const outputTokens = answer === null ? 0 : tokensOf(responseTexts(api, answer));
  const usage = {
    ...known,
    inputTokens: known.inputTokens ?? tokensOf(requestTexts(api, asked)) + tokensBeside(asked),
    // The first event of a stream tells how it began.
    outputTokens: Math.max(known.outputTokens ?? 0, outputTokens),
  };
  const none = { audio: { input: 0, cacheRead: 0, output: 0 }, image: { input: 0, output: 0 } };
  const nothingTold = {
    model: null,
    serviceTier: null,
    speed: null,
    inferenceGeo: null,
    webSearches: 0,
    fileSearches: 0,
  };
  return { ...nothingTold, ...told, samples: [{ model: null, ...none, usage }], more: true };
}

function tokensOf(texts: Iterable<TextSegment>): number {
  let bytes = 0;
  for (const { text } of texts) bytes += utf8Length(text);
  return Math.ceil(bytes / bytesPerToken);
}

/** Of tools their descriptions are texts; their schemas are read by the model too. */
function tokensBeside({ messages, tools }: JsonObject): number {
  const schemas = Array.isArray(tools) ? utf8Length(JSON.stringify(tools)) / bytesPerToken : 0;
  return Math.ceil(schemas) + (Array.isArray(messages) ? messages.length * tokensPerMessage : 0);
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // Each half of a pair is two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}

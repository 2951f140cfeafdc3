import { createSseDecoder, encodeSse, reconstructBytes, type Api } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import type { ChainCall, ChainStream, PolicyChain, StreamOutcome } from '../chain.types';
import { callOf } from './calls';

export interface StreamResult {
  /** All that the client was sent. */
  sent: Buffer;
  /** What each push, and then the end, gave. */
  parts: string[];
  outcome: StreamOutcome;
}

/** Takes chunks through a chain as the gateway does. */
export async function runStream(
  chain: PolicyChain,
  chunks: readonly Uint8Array[],
  call: ChainCall,
): Promise<StreamResult> {
  const stream = opened(chain, call);
  const parts: Buffer[] = [];
  for (const chunk of chunks) {
    parts.push(Buffer.concat(await stream.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk))));
    if (stream.blocked !== null) break;
  }
  if (stream.blocked === null) parts.push(Buffer.concat(await stream.end(false)));
  return { sent: Buffer.concat(parts), parts: parts.map(String), outcome: stream.outcome() };
}

export function opened(chain: PolicyChain, call: ChainCall): ChainStream {
  const stream = chain.openStream(call);
  if (stream === null) throw new Error('no policy of the chain looks at streams');
  return stream;
}

export function streamCall(api: Api): ChainCall {
  return { ...callOf({ api }), stream: true };
}

/** `[DONE]` for OpenAI's API, nothing for Anthropic's, whose last event is one like the others. */
const terminal: Record<Api, Uint8Array[]> = { openai: [encodeSse('', '[DONE]')], anthropic: [] };

/** The bytes of each event of a complete stream. */
export function sse(api: Api, events: readonly JsonObject[]): Uint8Array[] {
  const named = ({ type }: JsonObject) => (api === 'anthropic' && typeof type === 'string' ? type : '');
  return [...events.map((event) => encodeSse(named(event), JSON.stringify(event))), ...terminal[api]];
}

/** A complete stream that answers with this text, in these pieces. */
export function answer(api: Api, pieces: readonly string[]): Uint8Array[] {
  return sse(api, api === 'openai' ? openAiAnswer(pieces) : anthropicAnswer(pieces));
}

export function chunk(delta: JsonObject, more: JsonObject = {}): JsonObject {
  const choice = { index: 0, delta, logprobs: null, finish_reason: null, ...more };
  return { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt-5', choices: [choice] };
}

function openAiAnswer(pieces: readonly string[]): JsonObject[] {
  return [
    chunk({ role: 'assistant', content: '' }),
    ...pieces.map((content) => chunk({ content })),
    chunk({}, { finish_reason: 'stop' }),
  ];
}

function anthropicAnswer(pieces: readonly string[]): JsonObject[] {
  return [
    messageStart,
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'ping' },
    ...pieces.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    { type: 'content_block_stop', index: 0 },
    ...messageEnd,
  ];
}

export const messageStart: JsonObject = {
  type: 'message_start',
  message: {
    ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-opus-5', content: [] },
    ...{ stop_reason: null, stop_sequence: null, usage: { input_tokens: 1, output_tokens: 1 } },
  },
};

export const messageEnd: JsonObject[] = [
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
];

export function join(events: readonly Uint8Array[]): Buffer {
  return Buffer.concat(events);
}

export function bodyOf(api: Api, bytes: Uint8Array): JsonObject {
  const { body } = reconstructBytes(api, bytes);
  if (body === null) throw new Error('the stream carries no response');
  return body;
}

/** The data of each event. */
export function dataOf(bytes: Uint8Array): string[] {
  const decoder = createSseDecoder();
  return [...decoder.push(bytes), ...decoder.end()].map(({ data }) => data);
}

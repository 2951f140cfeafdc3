import type { JsonObject } from '@lens/core/json';
import { piecesOf, type Scene } from './scene';

/** https://platform.claude.com/docs/en/api/messages: the plain answer. */
export function anthropicAnswer(scene: Scene, model: string, id: string): JsonObject {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: contentOf(scene),
    stop_reason: stopReason(scene),
    stop_sequence: null,
    usage: anthropicUsage(scene),
  };
}

/** The same answer as the events of a stream; the event's name is the data's `type`. */
export function anthropicEvents(scene: Scene, model: string, id: string): JsonObject[] {
  const start = { ...anthropicAnswer(scene, model, id), content: [], stop_reason: null };
  const usage = anthropicUsage(scene);
  const events: JsonObject[] = [
    { type: 'message_start', message: { ...start, usage: { ...usage, output_tokens: 1 } } },
    { type: 'ping' },
  ];
  for (const [index, block] of contentOf(scene).entries()) events.push(...blockEvents(index, block));
  events.push(
    { type: 'message_delta', delta: { stop_reason: stopReason(scene), stop_sequence: null }, usage },
    { type: 'message_stop' },
  );
  return events;
}

export function anthropicError(type: string, message: string, requestId: string): JsonObject {
  return { type: 'error', error: { type, message }, request_id: requestId };
}

/** The data of an event as the API writes it: padded with spaces inside the line. */
export function padded(data: JsonObject, at: number): string {
  const text = JSON.stringify(data);
  return `${text.slice(0, -1)}${' '.repeat((at * 7) % 12)}}`;
}

function contentOf(scene: Scene): JsonObject[] {
  const blocks: JsonObject[] = [];
  if (scene.thinking) blocks.push({ type: 'thinking', thinking: scene.thinking, signature: 'ZGVtby1zaWduYXR1cmU=' });
  const text = scene.text ?? scene.refusal;
  if (text) blocks.push({ type: 'text', text });
  for (const [index, call] of (scene.toolCalls ?? []).entries()) {
    blocks.push({ type: 'tool_use', id: `toolu_demo_${index}`, name: call.name, input: { ...call.arguments } });
  }
  return blocks;
}

function blockEvents(index: number, block: JsonObject): JsonObject[] {
  const delta = (fields: JsonObject): JsonObject => ({ type: 'content_block_delta', index, delta: fields });
  const pieces = (text: unknown) => piecesOf(String(text));
  const stop = { type: 'content_block_stop', index };
  const start = (empty: JsonObject) => ({ type: 'content_block_start', index, content_block: { ...block, ...empty } });
  if (block.type === 'thinking') {
    const thinking = pieces(block.thinking).map((piece) => delta({ type: 'thinking_delta', thinking: piece }));
    const signature = delta({ type: 'signature_delta', signature: block.signature ?? '' });
    return [start({ thinking: '', signature: '' }), ...thinking, signature, stop];
  }
  if (block.type === 'tool_use') {
    const input = ['', ...pieces(JSON.stringify(block.input))];
    return [
      start({ input: {} }),
      ...input.map((piece) => delta({ type: 'input_json_delta', partial_json: piece })),
      stop,
    ];
  }
  return [start({ text: '' }), ...pieces(block.text).map((piece) => delta({ type: 'text_delta', text: piece })), stop];
}

function stopReason(scene: Scene): string {
  if (scene.toolCalls) return 'tool_use';
  return scene.refusal ? 'refusal' : 'end_turn';
}

function anthropicUsage(scene: Scene): JsonObject {
  return {
    input_tokens: 30,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 12,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: Math.ceil(JSON.stringify(scene).length / 4),
    service_tier: 'standard',
  };
}

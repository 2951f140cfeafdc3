import type { JsonObject } from '@lens/core/json';
import { piecesOf, type Scene } from './scene';

/** https://platform.openai.com/docs/api-reference/chat: the plain answer. */
export function openaiAnswer(scene: Scene, model: string, id: string, created: number): JsonObject {
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: scene.text ?? null,
          refusal: scene.refusal ?? null,
          ...(scene.toolCalls ? { tool_calls: toolCallsOf(scene) } : {}),
          annotations: [],
        },
        logprobs: null,
        finish_reason: finishReason(scene),
      },
    ],
    usage: openaiUsage(scene),
    service_tier: 'default',
    system_fingerprint: 'fp_demo',
  };
}

/** The same answer as the `data:` payloads of a stream, `[DONE]` not among them; padding as the API sends it. */
export function openaiChunks(
  scene: Scene,
  model: string,
  id: string,
  created: number,
  withUsage: boolean,
): JsonObject[] {
  const deltas: JsonObject[] = [
    { role: 'assistant', content: scene.toolCalls && !scene.text ? null : '', refusal: null },
  ];
  for (const piece of piecesOf(scene.text ?? '')) deltas.push({ content: piece });
  for (const piece of piecesOf(scene.refusal ?? '')) deltas.push({ refusal: piece });
  for (const [index, call] of toolCallsOf(scene).entries()) {
    deltas.push({ tool_calls: [{ index, ...call, function: { name: call.function.name, arguments: '' } }] });
    for (const piece of piecesOf(call.function.arguments)) {
      deltas.push({ tool_calls: [{ index, function: { arguments: piece } }] });
    }
  }
  const base = {
    id,
    object: 'chat.completion.chunk',
    created,
    model,
    service_tier: 'default',
    system_fingerprint: 'fp_demo',
  };
  const usage = withUsage ? { usage: null } : {};
  const chunk = (delta: JsonObject, finish: string | null, at: number): JsonObject => ({
    ...base,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...usage,
    obfuscation: 'abcdefghij'.slice(at % 10),
  });
  const chunks = [...deltas.map((delta, at) => chunk(delta, null, at)), chunk({}, finishReason(scene), deltas.length)];
  if (withUsage) chunks.push({ ...base, choices: [], usage: openaiUsage(scene), obfuscation: '' });
  return chunks;
}

export function openaiError(type: string, message: string): JsonObject {
  return { error: { message, type, param: null, code: type } };
}

function toolCallsOf(scene: Scene) {
  return (scene.toolCalls ?? []).map((call, index) => ({
    id: `call_demo_${index}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
}

function finishReason(scene: Scene): string {
  return scene.toolCalls ? 'tool_calls' : 'stop';
}

function openaiUsage(scene: Scene): JsonObject {
  const completion = Math.ceil(JSON.stringify(scene).length / 4);
  return {
    prompt_tokens: 42,
    completion_tokens: completion,
    total_tokens: 42 + completion,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

import { isObject, type JsonObject } from '../../json';
import { nested } from '../texts/nested';
import { signsBlock } from './signatures';
import { blockChannel } from './streamTexts';

/**
 * Which open channels end before this event: those of a block that stops or is signed, those of the other blocks when
 * one starts, all of them when the message ends.
 */
export function anthropicClosedBy(data: JsonObject, open: Iterable<string>): string[] {
  const channels = [...open];
  const isOwn = ofBlock(data);
  switch (data['type']) {
    case 'content_block_stop':
      return channels.filter(isOwn);
    case 'content_block_delta':
      return signsBlock(data['delta']) ? channels.filter(isOwn) : [];
    case 'content_block_start':
      return channels.filter((name) => !isOwn(name));
    case 'message_start':
    case 'message_delta':
    case 'message_stop':
    case 'error':
      return channels;
    default:
      return [];
  }
}

function ofBlock(data: JsonObject): (name: string) => boolean {
  const channel = blockChannel(data['index']);
  return (name) => name === channel || name.startsWith(`${channel}.`);
}

/** A delta with `text` for `channel` of the block that `template` started or continued. */
export function anthropicTextEvent(
  template: JsonObject,
  channel: string,
  text: string,
): { event: string; data: JsonObject } {
  const { index = 0, type } = template;
  const [, , holder, ...path] = channel.split('.');
  // An event of a kind that nobody knows: one like it, with this text alone.
  if (holder !== undefined && type !== 'content_block_delta') {
    const data = { type: type ?? null, ...('index' in template ? { index } : {}), ...nested([holder, ...path], text) };
    return { event: typeof type === 'string' ? type : '', data };
  }
  return {
    event: 'content_block_delta',
    data: { type: 'content_block_delta', index, delta: deltaLike(template, channel, text) },
  };
}

function deltaLike({ delta, content_block: block }: JsonObject, channel: string, text: string): JsonObject {
  const [, , ...place] = channel.split('.');
  const [holder, ...path] = place;
  if (holder === 'delta' && isObject(delta)) return { type: delta['type'] ?? null, ...nested(path, text) };
  const type = isObject(delta) ? delta['type'] : isObject(block) ? block['type'] : null;
  if (type === 'thinking_delta' || type === 'thinking') return { type: 'thinking_delta', thinking: text };
  if (type === 'input_json_delta') return { type, partial_json: text };
  return { type: 'text_delta', text };
}

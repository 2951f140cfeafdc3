import { assignOwn, isObject, own, type Json, type JsonObject } from '../../json';
import type { Accumulator, Reading } from '../reading';
import { createBlocks } from './blocks';
import { streamError } from '../errors';
import { profileOf } from './profiles';

/** Rebuilds a message from its events as `@anthropic-ai/sdk` does; see `profiles.ts` for what `beta` changes. */
export function createAnthropicAccumulator(beta: boolean): Accumulator {
  const profile = profileOf(beta);
  const blocks = createBlocks(profile);
  let message: JsonObject | null = null;

  function start(data: JsonObject): Reading {
    const first = own(data, 'message');
    if (message !== null || !isObject(first)) return { unknown: true };
    const { content, ...rest } = first;
    message = assignOwn({}, rest);
    if (Array.isArray(content)) for (const block of content) blocks.start(block);
    return {};
  }

  function startBlock(target: JsonObject, data: JsonObject): Reading {
    const block = own(data, 'content_block');
    if (!isObject(block)) return { unknown: true };
    blocks.start(assignOwn({}, block));
    const servedBy = block['type'] === 'fallback' ? own(block, 'to') : undefined;
    if (profile.fallbackNamesModel && isObject(servedBy) && typeof servedBy['model'] === 'string') {
      target['model'] = servedBy['model'];
    }
    return { token: carriesTokens(block) };
  }

  function finish(target: JsonObject, data: JsonObject): Reading {
    const delta = own(data, 'delta');
    const usage = own(data, 'usage');
    if (isObject(delta)) {
      for (const key of ['stop_reason', 'stop_sequence', 'stop_details']) replace(target, key, own(delta, key));
      if (delta['container'] != null) target['container'] = delta['container'];
    }
    overwritePresent(target, data, profile.messageFields);
    if (isObject(usage)) {
      const total = own(target, 'usage');
      const counters = isObject(total) ? total : {};
      target['usage'] = counters;
      replace(counters, 'output_tokens', own(usage, 'output_tokens'));
      overwritePresent(counters, usage, profile.usageFields);
    }
    return {};
  }

  return {
    add(event, data) {
      if (event.event === 'error') return { error: streamError(data) };
      if (!isObject(data)) return { unknown: true };
      if (data['type'] === 'error') return { error: streamError(data) };
      if (data['type'] === 'message_start') return start(data);
      if (message === null) return { unknown: true };
      switch (data['type']) {
        case 'content_block_start':
          return startBlock(message, data);
        case 'content_block_delta':
          return blocks.extend(own(data, 'index'), own(data, 'delta'));
        case 'message_delta':
          return finish(message, data);
        case 'content_block_stop':
        case 'message_stop':
          return {};
        default:
          return { unknown: true };
      }
    },
    body() {
      return message === null ? null : { ...message, content: blocks.content() };
    },
  };
}

/** What the event does not name is gone: each of these fields has the meaning of the latest event alone. */
function replace(target: JsonObject, key: string, value: Json | undefined): void {
  if (value === undefined) Reflect.deleteProperty(target, key);
  else target[key] = value;
}

/** Counters are totals of the whole message and left out when they do not apply: never added, kept when absent. */
function overwritePresent(target: JsonObject, source: JsonObject, keys: readonly string[]): void {
  for (const key of keys) {
    const value = own(source, key);
    if (value !== undefined && value !== null) target[key] = value;
  }
}

/** A tool call or a block that comes whole has tokens from the start; text and thinking begin empty. */
function carriesTokens(block: JsonObject): boolean {
  if (block['type'] === 'text') return block['text'] !== '';
  if (block['type'] === 'thinking') return block['thinking'] !== '';
  return true;
}

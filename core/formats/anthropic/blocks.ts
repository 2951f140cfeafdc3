import { isObject, own, type Json, type JsonObject } from '../../json';
import { completeJson } from '../jsonText/completeJson';
import type { Reading } from '../reading';
import type { Profile } from './profiles';

export interface Blocks {
  start(block: Json): void;
  extend(index: Json | undefined, delta: Json | undefined): Reading;
  content(): Json[];
}

/**
 * The message's content blocks. As in the SDK a block's place is the order in which it started, a delta goes to the
 * place its `index` names, and a delta of another kind than its block changes nothing.
 */
export function createBlocks(profile: Profile): Blocks {
  const blocks: Json[] = [];
  const inputs = new Map<JsonObject, string>();

  function extend(index: Json | undefined, delta: Json | undefined): Reading {
    const block = typeof index === 'number' ? blocks[index] : undefined;
    if (!isObject(block) || !isObject(delta)) return { unknown: true };
    switch (delta['type']) {
      case 'text_delta':
        return block['type'] === 'text' ? append(block, 'text', own(delta, 'text')) : { unknown: true };
      case 'thinking_delta':
        return block['type'] === 'thinking' ? append(block, 'thinking', own(delta, 'thinking')) : { unknown: true };
      case 'citations_delta':
        return block['type'] === 'text' ? addCitation(block, own(delta, 'citation')) : { unknown: true };
      case 'signature_delta':
        return block['type'] === 'thinking' ? sign(block, own(delta, 'signature')) : { unknown: true };
      case 'input_json_delta':
        return isTool(block) ? appendInput(block, own(delta, 'partial_json')) : { unknown: true };
      case 'compaction_delta':
        return profile.compaction && block['type'] === 'compaction' ? compact(block, delta) : { unknown: true };
      default:
        return { unknown: true };
    }
  }

  function isTool(block: JsonObject): boolean {
    return typeof block['type'] === 'string' && profile.toolBlocks.has(block['type']);
  }

  function appendInput(block: JsonObject, fragment: Json | undefined): Reading {
    if (typeof fragment !== 'string') return { unknown: true };
    inputs.set(block, (inputs.get(block) ?? '') + fragment);
    return { token: fragment !== '' };
  }

  return {
    start(block) {
      blocks.push(block);
    },
    extend,
    content() {
      return blocks.map((block) => {
        const input = isObject(block) ? inputs.get(block) : undefined;
        return isObject(block) && input !== undefined ? { ...block, input: toolInput(input) } : block;
      });
    },
  };
}

/** Input that is no JSON, which the SDK refuses, is kept as the text it is. */
function toolInput(text: string): Json {
  if (text === '') return {};
  const value = completeJson(text);
  return value === undefined ? text : value;
}

function append(block: JsonObject, key: 'text' | 'thinking', fragment: Json | undefined): Reading {
  if (typeof fragment !== 'string') return { unknown: true };
  const text = block[key];
  block[key] = (typeof text === 'string' ? text : '') + fragment;
  return { token: fragment !== '' };
}

function addCitation(block: JsonObject, citation: Json | undefined): Reading {
  if (citation === undefined) return { unknown: true };
  const citations = block['citations'];
  if (Array.isArray(citations)) citations.push(citation);
  else block['citations'] = [citation];
  return { token: true };
}

function sign(block: JsonObject, signature: Json | undefined): Reading {
  if (signature === undefined) return { unknown: true };
  block['signature'] = signature;
  return {};
}

/** The delta carries the block's final value; null when the compaction failed. */
function compact(block: JsonObject, delta: JsonObject): Reading {
  for (const key of ['content', 'encrypted_content']) {
    const value = own(delta, key);
    if (value !== undefined) block[key] = value;
  }
  return { token: true };
}

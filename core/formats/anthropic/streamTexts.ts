import { formatPath, isObject, own, type JsonObject } from '../../json';
import { textAt, type TextFacts } from '../texts/segment';
import type { StreamText, TextSegment } from '../types';
import { isWord, otherTexts } from '../texts/otherTexts';
import { blockTexts, contentTexts } from './blockTexts';
import { anthropicResponseTexts } from './texts';

/** The channel of a block's own text, which deltas continue. Whole texts of the block have longer names. */
export function blockChannel(index: unknown): string {
  return `block.${String(index)}`;
}

/** Events that come once, or once a block. */
const saidOnce: ReadonlySet<unknown> = new Set([
  'content_block_start',
  'content_block_stop',
  'error',
  'message',
  'message_delta',
  'message_start',
  'message_stop',
  'ping',
]);

/** The texts of one event of a message stream. */
export function* anthropicEventTexts(data: JsonObject): Generator<StreamText> {
  const known = [...knownTexts(data)];
  yield* known;
  const channel = blockChannel(own(data, 'index'));
  for (const text of otherTexts(data, known)) {
    const mayGoOn = data['type'] === 'content_block_delta' ? text.path[0] === 'delta' : !saidOnce.has(data['type']);
    yield { ...text, channel: `${channel}.${text.path.join('.')}`, whole: !mayGoOn || isWord(text.text) };
  }
}

function* knownTexts(data: JsonObject): Generator<StreamText> {
  const channel = blockChannel(own(data, 'index'));
  const { type, delta } = data;
  const { content_block: block, message } = data;
  // A whole message, where events were asked for.
  if (type === 'message') yield* wholeTexts(anthropicResponseTexts(data), 'message');
  else if (type === 'content_block_delta' && isObject(delta)) yield* deltaTexts(delta, channel);
  else if (type === 'content_block_start' && isObject(block)) yield* startTexts(block, channel);
  else if (type === 'message_start' && isObject(message)) yield* messageTexts(message);
  else if (type === 'message_delta' && isObject(delta)) {
    const details = delta['stop_details'];
    if (!isObject(details)) return;
    const texts = textAt(details, ['delta', 'stop_details', 'explanation'], { role: 'assistant', kind: 'other' });
    yield* onChannel(texts, 'stop_details', true);
  }
}

function* deltaTexts(delta: JsonObject, channel: string): Generator<StreamText> {
  const field = deltaField(delta);
  if (field === null) return;
  const { key, facts, whole } = field;
  if (key !== 'citation') yield* onChannel(textAt(delta, ['delta', key], facts), channel, whole);
  else if (isObject(delta['citation'])) {
    yield* wholeTexts(blockTexts(delta['citation'], ['delta', 'citation'], facts), channel);
  }
}

interface DeltaField {
  key: string;
  facts: TextFacts;
  whole: boolean;
}

function deltaField(delta: JsonObject): DeltaField | null {
  const role = 'assistant';
  switch (delta['type']) {
    case 'text_delta':
      return { key: 'text', facts: { role, kind: 'text' }, whole: false };
    case 'thinking_delta':
      // The signature that covers the block comes in a later event.
      return { key: 'thinking', facts: { role, kind: 'thinking', signed: true }, whole: false };
    case 'input_json_delta':
      return { key: 'partial_json', facts: { role, kind: 'tool_arguments', json: true }, whole: false };
    case 'compaction_delta':
      return { key: 'content', facts: { role, kind: 'text' }, whole: true };
    case 'citations_delta':
      return { key: 'citation', facts: { role, kind: 'text' }, whole: true };
    default:
      return null;
  }
}

/** A text block may start with the beginning of its text; everything else that a block starts with is there whole. */
function* startTexts(block: JsonObject, channel: string): Generator<StreamText> {
  const continued = block['type'] === 'text' ? 'text' : block['type'] === 'thinking' ? 'thinking' : null;
  const path = ['content_block'];
  for (const text of blockTexts(block, path, { role: 'assistant', kind: 'text' })) {
    const isContinued = text.path.length === 2 && text.path[1] === continued;
    if (isContinued) yield* onChannel([signedIfThinking(text)], channel, false);
    else yield* wholeTexts([text], channel);
  }
}

/** A message may start with blocks in it: tool calls made by code that runs at the provider. */
function* messageTexts(message: JsonObject): Generator<StreamText> {
  for (const text of contentTexts(message, ['message', 'content'], { role: 'assistant', kind: 'text' })) {
    yield { ...signedIfThinking(text), channel: formatPath(text.path), whole: true };
  }
}

function signedIfThinking(text: TextSegment): TextSegment {
  return text.kind === 'thinking' ? { ...text, signed: true } : text;
}

function* wholeTexts(texts: Iterable<TextSegment>, channel: string): Generator<StreamText> {
  for (const text of texts) yield { ...text, channel: `${channel}.${formatPath(text.path.slice(1))}`, whole: true };
}

function* onChannel(texts: Iterable<TextSegment>, channel: string, whole: boolean): Generator<StreamText> {
  for (const text of texts) yield { ...text, channel, whole };
}

import { isObject, type Json, type JsonObject, type Path } from '../../json';
import type { StreamText, TextSegment } from '../types';
import { isWord, otherTexts } from '../texts/otherTexts';
import { messageTexts } from './messageTexts';
import { isPiece, kindOfPiece, namedChannel, nameOf } from './namedEvents';
import { comesInPieces } from './parts';
import { choiceText, dropLogprobs } from './texts';

/** In events of other APIs: what a model says, piece by piece. */
const spoken: ReadonlySet<unknown> = new Set([
  'completion',
  'content',
  'delta',
  'generated_text',
  'output_text',
  'response',
  'text',
  'thinking',
]);

/** The texts of one chunk. A delta has the shape of a message, so it is read as one. */
export function* openAiEventTexts(data: JsonObject): Generator<StreamText> {
  const known = [...knownTexts(data)];
  yield* known;
  const name = nameOf(data);
  if (name !== null) {
    yield* namedTexts(data, name);
    return;
  }
  for (const text of otherTexts(data, known)) {
    const inDelta = text.path[0] === 'choices' && text.path[2] === 'delta';
    const inPieces = inDelta || isLikeDelta(text.path);
    const mayGoOn = inPieces || (!Array.isArray(data['choices']) && spoken.has(text.path.at(-1)));
    const place = inDelta ? text.path.slice(3) : text.path.slice(inPieces && text.path[0] === 'choices' ? 2 : 0);
    const channel = `${choiceAt(data, text.path)}.${place.join('.')}`;
    yield { ...text, channel, whole: !mayGoOn || isWord(text.text) };
  }
}

/** Deltas of messages of a choice, as Azure sent answers about documents; LiteLLM's fields beside the choices. */
function isLikeDelta([field, , inChoice, , inMessage]: Path): boolean {
  if (field === 'provider_specific_fields') return true;
  return field === 'choices' && inChoice === 'messages' && inMessage === 'delta';
}

function* namedTexts(data: JsonObject, name: string): Generator<StreamText> {
  for (const text of otherTexts(data, [])) {
    const channel = namedChannel(data, name, text.path);
    if (!isPiece(name)) yield { ...text, channel, whole: true };
    else if (text.path[0] === 'delta') {
      const { unsure: _, ...piece } = text;
      yield { ...piece, ...kindOfPiece(name), channel, whole: false };
    } else yield { ...text, channel, whole: isWord(text.text) };
  }
}

function* knownTexts({ choices }: JsonObject): Generator<StreamText> {
  if (!Array.isArray(choices)) return;
  for (const [place, choice] of choices.entries()) {
    if (!isObject(choice)) continue;
    if ('text' in choice) yield* choiceTexts(choice, place);
    const { delta, message } = choice;
    if (isObject(delta)) yield* deltaTexts(choice, delta, ['choices', place, 'delta']);
    // The answer once more, as some servers send it with the last chunk; or a whole one, where events were asked for.
    if (!isObject(message)) continue;
    const path = ['choices', place, 'message'];
    for (const text of messageTexts(message, path, 'assistant', dropLogprobs(choice))) {
      yield {
        ...text,
        channel: `${choiceName(choice)}.message.${text.path.slice(path.length).join('.')}`,
        whole: true,
      };
    }
  }
}

function* deltaTexts(choice: JsonObject, delta: JsonObject, path: Path): Generator<StreamText> {
  for (const text of messageTexts(delta, path, 'assistant', dropLogprobs(choice))) {
    const channel = channelOf(text, delta, path.length);
    // The signature that covers a piece of thinking comes with its last one.
    const signed = channel.whole ? text.signed : text.kind === 'thinking' && isInPart(text.path.slice(path.length));
    yield { ...text, signed, channel: `${choiceName(choice)}.${channel.name}`, whole: channel.whole };
  }
}

/** Only parts of reasoning have signatures. */
function isInPart([field, place, ...inner]: Path): boolean {
  if (field === 'provider_specific_fields') return isInPart([place ?? '', ...inner]);
  return field !== 'content' && typeof place === 'number';
}

function choiceAt({ choices }: JsonObject, [, place]: Path): string {
  const choice = Array.isArray(choices) ? choices[Number(place)] : undefined;
  return isObject(choice) ? choiceName(choice) : '';
}

function* choiceTexts(choice: JsonObject, place: number): Generator<StreamText> {
  for (const text of choiceText(choice, ['choices', place])) {
    yield { ...text, channel: `${choiceName(choice)}.text`, whole: false };
  }
}

/** Channels of a choice begin with its index. */
export function choiceName(choice: JsonObject): string {
  return String(indexOf(choice, 0));
}

/** `content`, `tool_calls.1`, `reasoning_details.0`: what of the delta's message this text continues. */
function channelOf(text: TextSegment, delta: JsonObject, depth: number): { name: string; whole: boolean } {
  const inDelta = text.path.slice(depth);
  const [field, place, ...inner] = inDelta;
  if (field === 'provider_specific_fields' && isObject(delta[field])) {
    const { name, whole } = channelOf(text, delta[field], depth + 1);
    return { name: `${field}.${name}`, whole };
  }
  if (isArgumentOf(text) || (place !== undefined && isSaidAtOnce(inDelta))) {
    return { name: inDelta.join('.'), whole: true };
  }
  if (field === 'content' && text.kind === 'thinking') return { name: 'content_thinking', whole: false };
  if (field === 'content' && text.kind === 'refusal') return { name: 'refusal', whole: false };
  if (field === 'audio') return { name: 'transcript', whole: false };
  const list = typeof field === 'string' ? delta[field] : undefined;
  if (field === 'content' || !Array.isArray(list) || typeof place !== 'number') {
    return { name: String(field), whole: false };
  }
  const isInput = text.kind === 'tool_arguments' && inner.includes('input');
  return { name: `${partChannel(String(field), indexOf(list[place], place))}${isInput ? '.input' : ''}`, whole: false };
}

/** Of a part of one of the lists of a delta. */
export function partChannel(field: string, index: number | string): string {
  return `${field}.${index}`;
}

/** A value inside arguments that came as an object. */
function isArgumentOf({ kind, json, path }: TextSegment): boolean {
  return kind === 'tool_arguments' && !json && path.includes('arguments') && path.at(-1) !== 'arguments';
}

/** A text that the next chunk does not go on with, such as `reasoning_details[0].provider`. */
function isSaidAtOnce([field, , inPart]: Path): boolean {
  if (field === 'annotations' || field === 'executed_tools') return true;
  const isPart = field === 'content' || field === 'reasoning_details' || field === 'thinking_blocks';
  return isPart && typeof inPart === 'string' && inPart !== 'refusal' && !comesInPieces(inPart);
}

/** The `index` that a choice, call or part names itself by, or its place in the list. */
export function indexOf(entry: Json | undefined, otherwise: number): number | string {
  const index = isObject(entry) ? entry['index'] : undefined;
  return typeof index === 'number' || typeof index === 'string' ? index : otherwise;
}

import { isObject, own, whereKeyRepeats, type Json, type JsonObject } from '../json';
import { eventTexts } from './streamTexts/eventTexts';
import { learnTemplate, type EventTemplate } from './streamTexts/eventTemplate';
import type { Api, SseEvent, StreamText } from './types';

/** So much is kept before it is taken in: each piece holds on to the data of its event. */
const mostPieces = 1000;

/**
 * Events in a row that differ in one piece of text alone, as most of a stream do. To take in one event with all of their
 * text is to take in each of them, and none but the first has to be parsed.
 */
export class TextRun {
  readonly event: SseEvent;
  /** More events than the first were taken. */
  hasMore = false;
  private readonly data: JsonObject;
  private readonly template: EventTemplate;
  private readonly text: StreamText;
  private pieces: string[] = [];

  private constructor(
    event: SseEvent,
    data: JsonObject,
    { text, template }: { text: StreamText; template: EventTemplate },
  ) {
    this.event = event;
    this.data = data;
    this.text = text;
    this.template = template;
  }

  /** The run that begins with this event, which was taken in already; null when what follows may be of another form. */
  static from(api: Api, event: SseEvent, data: Json): TextRun | null {
    if (!isObject(data) || !(api === 'openai' ? isOpenAiPiece(data) : isAnthropicPiece(data))) return null;
    const [text, second] = eventTexts(api, data);
    if (text === undefined || second !== undefined || !appended[api].has(text.path.join('.'))) return null;
    // Of a key that stands twice nobody knows which of them the text is.
    const template = whereKeyRepeats(event.data) === null ? learnTemplate(event.data, data, [text]) : null;
    return template === null ? null : new TextRun(event, data, { text, template });
  }

  get isFull(): boolean {
    return this.pieces.length >= mostPieces;
  }

  /** Whether this event is the next of the run. */
  takes({ event, data }: SseEvent): boolean {
    if (event !== this.event.event) return false;
    const [piece] = this.template.fit(data) ?? [];
    if (piece === undefined) return false;
    this.hasMore = true;
    this.pieces.push(piece.text);
    return true;
  }

  /** The data of one event that says what all those say that were taken since; null when there were none. */
  rest(): JsonObject | null {
    if (this.pieces.length === 0) return null;
    this.text.replace(this.pieces.join(''));
    this.pieces = [];
    return this.data;
  }
}

const openAiTexts = ['content', 'refusal', 'reasoning_content', 'reasoning'];
const openAiTextNames: ReadonlySet<string> = new Set(openAiTexts);

/** Places of texts that the next event's is appended to; what stands elsewhere is replaced by it. */
const appended: Record<Api, ReadonlySet<string>> = {
  openai: new Set(
    [...openAiTexts, 'tool_calls.0.function.arguments', 'tool_calls.0.custom.input'].map(
      (place) => `choices.0.delta.${place}`,
    ),
  ),
  anthropic: new Set(['delta.text', 'delta.thinking', 'delta.partial_json']),
};

/** Nothing in it is appended to but texts and the arguments of one call: to take it in again adds these alone. */
function isOpenAiPiece(data: JsonObject): boolean {
  const choices = own(data, 'choices');
  const [choice, second] = Array.isArray(choices) ? choices : [];
  const delta = isObject(choice) && second === undefined ? own(choice, 'delta') : undefined;
  return isObject(delta) && !data['error'] && Object.entries(delta).every(isPiece);
}

function isPiece([key, value]: [string, Json]): boolean {
  if (key === 'role' || value === null) return true;
  if (key === 'tool_calls') return Array.isArray(value) && value.length === 1;
  return openAiTextNames.has(key) && typeof value === 'string';
}

function isAnthropicPiece({ type }: JsonObject): boolean {
  return type === 'content_block_delta';
}

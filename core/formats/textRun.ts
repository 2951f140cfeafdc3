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
    if (!isObject(data)) return null;
    const places = api === 'openai' ? openAiPlaces(data) : anthropicPlaces(data);
    if (places.length === 0) return null;
    const [text, second] = eventTexts(api, data);
    if (text === undefined || second !== undefined || !places.includes(text.path.join('.'))) return null;
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

const none: readonly string[] = [];

const openAiTexts = ['content', 'refusal', 'reasoning_content', 'reasoning'];
const inDelta = [...openAiTexts, 'tool_calls.0.function.arguments', 'tool_calls.0.custom.input'].map(
  (place) => `choices.0.delta.${place}`,
);

/**
 * Where a text may be that the next event's is appended to; none of an event that is appended to in other places, too. What
 * stands elsewhere is replaced by the next event's, and may be taken in again.
 */
function openAiPlaces(data: JsonObject): readonly string[] {
  const choices = own(data, 'choices');
  const [choice, second] = Array.isArray(choices) ? choices : [];
  const delta = isObject(choice) && second === undefined ? own(choice, 'delta') : undefined;
  return isObject(delta) && !data['error'] && Object.entries(delta).every(isPlain) ? inDelta : none;
}

function isPlain([key, value]: [string, Json]): boolean {
  if (key === 'role' || value === null) return true;
  if (key === 'tool_calls') return Array.isArray(value) && value.length === 1;
  return openAiTexts.includes(key) && typeof value === 'string';
}

const anthropicTexts = new Map<Json | undefined, string>([
  ['text_delta', 'delta.text'],
  ['thinking_delta', 'delta.thinking'],
  ['input_json_delta', 'delta.partial_json'],
]);

function anthropicPlaces({ type, delta }: JsonObject): readonly string[] {
  const place = type === 'content_block_delta' && isObject(delta) ? anthropicTexts.get(delta['type']) : undefined;
  return place === undefined ? none : [place];
}

import { isObject, type JsonObject, type Path } from '../../json';
import type { TextSegment } from '../types';

/** What comes last in the names of events that carry no piece of a text. */
const whole =
  /\.(?:added|cancelled|completed|created|done|error|expired|failed|generating|in_progress|incomplete|interpreting|queued|searching)$/;

/**
 * Events that say in a name of several words what they are, as those of the Responses API do: a piece of a text is in a
 * `*.delta`, the others say what they say whole. Null for any other event.
 */
export function nameOf(data: JsonObject): string | null {
  const name = data['type'] ?? data['object'];
  if (typeof name !== 'string' || Array.isArray(data['choices'])) return null;
  return isPiece(name) || whole.test(name) ? name : null;
}

/** Whether the texts of such an event go on with the next one of its name. */
export function isPiece(name: string): boolean {
  return name.endsWith('.delta');
}

export function kindOfPiece(name: string): Pick<TextSegment, 'kind' | 'json'> {
  if (name.endsWith('arguments.delta')) return { kind: 'tool_arguments', json: true };
  if (name.includes('reasoning')) return { kind: 'thinking', json: false };
  return {
    kind: name.includes('refusal') ? 'refusal' : name.includes('transcript') ? 'transcript' : 'text',
    json: false,
  };
}

/** What of the answer an event is about: an item, and which of its parts. */
const itemKeys = ['item_id', 'output_index'] as const;
const partKeys = ['content_index', 'summary_index', 'annotation_index'] as const;
export const placeKeys = [...itemKeys, ...partKeys, 'sequence_number'] as const;

/** Begins the channels of such events: no choice is called so. */
const mark = '@';

export function isNamedChannel(channel: string): boolean {
  return channel.startsWith(mark);
}

/** The text that this one continues: that of the same kind, at the same place. */
export function namedChannel(data: JsonObject, name: string, path: Path): string {
  const place = [name, ...itemKeys.map((key) => data[key]), ...partKeys.map((key) => data[key])].map(plain).join(' ');
  return `${mark}${place}.${path.join('.')}`;
}

/** Dots part a channel's place from the path in it. */
function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).replaceAll(/[. ]/g, '_') : '';
}

const ending = /\.(?:done|completed|failed|incomplete|cancelled|error)$/;

/** By these, other APIs say that an answer is at its end: Ollama, Cohere, llama.cpp, the AI SDK. */
export function endsAnswer({ type, event_type: kind, done, stop, is_finished: isFinished }: JsonObject): boolean {
  if (done === true || stop === true || isFinished === true) return true;
  const name = type ?? kind;
  return typeof name === 'string' && /^(?:(?:content|message|reasoning|stream|text)-end|finish(?:-step)?)$/.test(name);
}

/** Of the channels in `open`, those that end before this event: its item's, or all of them when it is about no item. */
export function namedClosedBy(data: JsonObject, name: string, open: Iterable<string>): string[] {
  const channels = [...open];
  if (!ending.test(name)) return [];
  const item = isObject(data['item']) ? data['item']['id'] : undefined;
  const places: [at: number, value: string][] = [
    [1, plain(data['item_id'] ?? item)],
    [2, plain(data['output_index'])],
  ];
  const told = places.filter(([, value]) => value !== '');
  if (told.length === 0) return channels;
  return channels.filter((channel) => {
    const place = channel.slice(0, channel.indexOf('.')).split(' ');
    return told.some(([at, value]) => place[at] === value);
  });
}

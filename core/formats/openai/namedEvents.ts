import { isObject, type JsonObject, type Path } from '../../json';
import type { TextSegment } from '../types';

/**
 * Events that say in a name of several words what they are, as those of the Responses API do: a piece of a text is in a
 * `*.delta`, every other one says what it says whole.
 */
export function nameOf(data: JsonObject): string | null {
  const name = data['type'] ?? data['object'];
  return typeof name === 'string' && /^[a-z_]+(?:\.[a-z_]+)+$/.test(name) && !Array.isArray(data['choices'])
    ? name
    : null;
}

export function isPieceAt(name: string, [field]: Path): boolean {
  return name.endsWith('.delta') && field === 'delta';
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

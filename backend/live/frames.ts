import type { ActivityGap, ActivityState } from '@lens/core/api';
import { textOf, type Told } from './messages';

/** What is numbered in the feed: what happened here, a message as its JSON, or that messages are missing. */
export type Entry = Told | { text: string } | { gap: ActivityGap };

/** The server-sent event of an entry. JSON has no line break that would end it. */
export function frameOf(id: string, entry: Entry): string {
  if ('gap' in entry) return gapFrame(id, entry.gap);
  return `id: ${id}\ndata: ${'text' in entry ? entry.text : textOf(entry)}\n\n`;
}

/** Without an id where it is told to one follower alone. */
export function gapFrame(id: string | null, missing: ActivityGap): string {
  return `${id === null ? '' : `id: ${id}\n`}event: gap\ndata: ${JSON.stringify(missing)}\n\n`;
}

export function stateFrame(state: ActivityState): string {
  return `event: state\ndata: ${JSON.stringify(state)}\n\n`;
}

import type { EventReading } from '@lens/core/formats';

/**
 * An event's JSON with other texts in it. All else stays as the provider wrote it, numbers that JavaScript can't hold and
 * texts that are written as they were included.
 *
 * @param written by the order of the event's texts; undefined for those that stay
 */
export function withTexts(json: string, { places }: EventReading, written: readonly (string | undefined)[]): string {
  const changed = [];
  for (const [index, place] of (places ?? []).entries()) {
    const text = written[index];
    if (text !== undefined && text !== place.text) changed.push({ start: place.start, end: place.end, text });
  }
  let made = '';
  let copied = 0;
  for (const { start, end, text } of changed.length > 1 ? changed.sort((a, b) => a.start - b.start) : changed) {
    made += json.slice(copied, start) + JSON.stringify(text).slice(1, -1);
    copied = end;
  }
  return made + json.slice(copied);
}

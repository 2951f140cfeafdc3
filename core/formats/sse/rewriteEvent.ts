import type { SseEvent } from '../types';
import { sseText } from './encode';
import { fieldOf, isAside } from './parseBlock';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const lineEnd = /\r\n|[\n\r]/;

/**
 * The text of an event with other data and other asides: every line beside those stays as it was, with its place and its
 * line end, and no field comes to it. Data of several lines takes the place of the first line of data.
 *
 * @param asides in the order of the event's own; undefined for those that stay
 */
export function rewrittenText(event: SseEvent, data: string, asides: readonly (string | undefined)[] = []): string {
  if (event.bare) return data;
  if (event.plain) return sseText(event.event, data);
  const whole = utf8.decode(event.raw);
  const end = lineEnd.exec(whole)?.[0] ?? '\n';
  const lines: string[] = [];
  let aside = 0;
  let hasData = event.data === data;
  for (const line of whole.split(lineEnd)) {
    const { name, value } = fieldOf(line.replace(/^\ufeff/, ''));
    if (line !== '' && isAside(name) && value !== '') {
      const other = asides[aside++];
      const before = line.slice(0, line.length - value.length);
      lines.push(other === undefined ? line : before + other.split(lineEnd).join(' '));
    } else if (name !== 'data' || event.data === data) lines.push(line);
    else if (!hasData) {
      hasData = true;
      lines.push(...data.split(lineEnd).map((one) => `data: ${one}`));
    }
  }
  return lines.join(end);
}

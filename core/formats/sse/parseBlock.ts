import type { SseEvent } from '../types';

/** Keeps the byte order mark as a character, so that it can be taken off the line it stands on. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const lineBreak = /\r\n|[\n\r]/;
const byteOrderMark = 0xfeff;

/** Reads the lines of one event; a byte order mark is taken off any line, as both SDKs do. */
export function parseBlock(raw: Uint8Array): SseEvent {
  let event = '';
  let data: string | null = null;
  const text = utf8.decode(raw);
  const lines = text.includes('\r') ? text.split(lineBreak) : text.split('\n');
  for (const whole of lines) {
    const line = whole.charCodeAt(0) === byteOrderMark ? whole.slice(1) : whole;
    if (line.startsWith('data')) {
      const value = fieldValue(line, 4);
      if (value !== null) data = data === null ? value : `${data}\n${value}`;
    } else if (line.startsWith('event')) {
      event = fieldValue(line, 5) ?? event;
    }
  }
  if (event === '' && data === null) return { event, data: '', raw, blank: true };
  return { event, data: data ?? '', raw };
}

/** The value of a field whose name is `nameLength` long; null when the line's field only begins with that name. */
function fieldValue(line: string, nameLength: number): string | null {
  if (line.length === nameLength) return '';
  if (line[nameLength] !== ':') return null;
  return line.slice(line[nameLength + 1] === ' ' ? nameLength + 2 : nameLength + 1);
}

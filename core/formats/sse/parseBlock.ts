import type { SseEvent } from '../types';

/** Keeps the byte order mark as a character, so that it can be taken off the line it stands on. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const lineBreak = /\r\n|[\n\r]/;
const byteOrderMark = 0xfeff;
const LF = 0x0a;

/** Reads the lines of one event; a byte order mark is taken off any line, as both SDKs do. */
export function parseBlock(raw: Uint8Array): SseEvent {
  return readBlock(utf8.decode(raw), raw);
}

/**
 * The whole events with which bytes begin where an event may begin, and where the last of them ends. None where a line
 * may end in CR: whether an event is over then depends on what comes next.
 */
export function parseBlocks(bytes: Uint8Array): { events: SseEvent[]; end: number } {
  const events: SseEvent[] = [];
  // Read in one go: much less work than event by event.
  const text = utf8.decode(bytes);
  let start = 0;
  let end = 0;
  for (let next = text.includes('\r') ? 0 : endOfBlock(text, 0); next > 0; next = endOfBlock(text, next)) {
    const block = text.slice(start, next);
    const blockEnd = endInBytes(bytes, end, block.length);
    events.push(readBlock(block, bytes.subarray(end, blockEnd)));
    start = next;
    end = blockEnd;
  }
  return { events, end };
}

/** 0 for a block that is not complete. */
function endOfBlock(text: string, start: number): number {
  if (text[start] === '\n') return start + 1;
  const blank = text.indexOf('\n\n', start);
  return blank === -1 ? 0 : blank + 2;
}

/** Of a block of so many characters. It has as many bytes, or more: then no blank line ends there. */
function endInBytes(bytes: Uint8Array, start: number, length: number): number {
  let end = start + length;
  while (bytes[end - 1] !== LF || (length > 1 && bytes[end - 2] !== LF)) end = bytes.indexOf(LF, end) + 1;
  return end;
}

function readBlock(text: string, raw: Uint8Array): SseEvent {
  return readUsual(text, raw) ?? (hasManyLines(text) ? unread(raw) : readLines(text, raw));
}

/** An event of more lines, or with more asides, is not read: each costs its readers a text of its own. */
const mostLines = 20_000;
const mostAsides = 1000;

function hasManyLines(text: string): boolean {
  let lines = 0;
  for (const sign of ['\n', '\r']) {
    for (let at = text.indexOf(sign); at !== -1 && lines <= mostLines; at = text.indexOf(sign, at + 1)) lines += 1;
  }
  return lines > mostLines;
}

/** What providers write: at most a line with the event's name, then its data, then a blank line. */
function readUsual(text: string, raw: Uint8Array): SseEvent | null {
  const nameEnd = text.startsWith('event: ') ? text.indexOf('\n') : -1;
  const dataAt = nameEnd + 1;
  if (!text.startsWith('data: ', dataAt)) return null;
  const end = text.length - 2;
  if (text.indexOf('\n', dataAt) !== end || text[end + 1] !== '\n' || text.includes('\r')) return null;
  return {
    event: nameEnd === -1 ? '' : text.slice('event: '.length, nameEnd),
    data: text.slice(dataAt + 'data: '.length, end),
    raw,
    plain: true,
  };
}

function unread(raw: Uint8Array): SseEvent {
  return { event: '', data: '', raw, tooLarge: true };
}

function readLines(text: string, raw: Uint8Array): SseEvent {
  let event = '';
  let data: string | null = null;
  let stray = false;
  const asides: string[] = [];
  for (const line of linesOf(text)) {
    const { name, value } = fieldOf(line);
    if (name === 'data') data = data === null ? value : `${data}\n${value}`;
    else if (name === 'event') {
      // The last name counts: one before it would go by unseen.
      stray ||= event !== '' && event !== value;
      event = value;
    } else if (!isAside(name)) stray = true;
    else if (value !== '') asides.push(value);
    if (asides.length > mostAsides) return unread(raw);
  }
  const isBlank = event === '' && data === null;
  return {
    event,
    data: data ?? '',
    raw,
    ...(isBlank ? { blank: true } : {}),
    ...(asides.length > 0 ? { asides } : {}),
    ...(stray ? { stray } : {}),
  };
}

function* linesOf(text: string): Generator<string> {
  for (const whole of text.includes('\r') ? text.split(lineBreak) : text.split('\n')) {
    const line = whole.charCodeAt(0) === byteOrderMark ? whole.slice(1) : whole;
    if (line !== '') yield line;
  }
}

/** A field of a line; a comment is one without a name. */
export function fieldOf(line: string): { name: string; value: string } {
  const colon = line.indexOf(':');
  if (colon === -1) return { name: line, value: '' };
  return { name: line.slice(0, colon), value: line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1) };
}

/** Clients pass over it: a comment, or a field about the connection. */
export function isAside(name: string): boolean {
  return name === '' || name === 'id' || name === 'retry';
}

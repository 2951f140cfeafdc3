import type { Segment } from './segment';
import { createWordTable } from './wordTable';

/** A call with its words, each once. */
export interface CallWords {
  callId: string;
  words: readonly string[];
}

/** A call with the text by which it is found. */
export interface CallText {
  callId: string;
  text: string;
}

/** Of one segment: it is read whole for a hit in it. */
const maxCalls = 512;
/** Of the words of one segment, each once: PostgreSQL's `tsvector` holds 1 MB of them. */
const maxBytes = 512 * 1024;
/** What a character may take in UTF-8. */
const charBytes = 3;

/** Puts calls into as few segments as hold them, in the order of their ids. */
export function toSegments(calls: readonly CallWords[]): Segment[] {
  const segments: Segment[] = [];
  let open: Segment | null = null;
  let bytes = 0;
  for (const { callId, words } of calls.toSorted((a, b) => (a.callId < b.callId ? -1 : 1))) {
    if (open === null || open.callIds.length >= maxCalls || bytes + bytesOf(words) > maxBytes) {
      open = { callIds: [], callsOf: new Map() };
      segments.push(open);
      bytes = 0;
    }
    bytes += add(open, callId, words);
  }
  return segments;
}

/** The same of calls whose words nobody knows yet. Those without a word are left out. */
export function segmentsOfTexts(calls: readonly CallText[]): Segment[] {
  const segments: Segment[] = [];
  let callIds: string[] = [];
  let table = createWordTable();
  // One table at a time: what is in it takes several times what the segment does.
  const close = (): void => {
    if (callIds.length > 0) segments.push({ callIds, callsOf: table.textsOf() });
  };
  for (const { callId, text } of calls.toSorted((a, b) => (a.callId < b.callId ? -1 : 1))) {
    if (callIds.length >= maxCalls || table.bytes + text.length * charBytes > maxBytes) {
      close();
      callIds = [];
      table = createWordTable();
    }
    if (table.add(text)) callIds.push(callId);
  }
  close();
  return segments;
}

/** Gives the bytes that its words may take where no call before had them. */
function add({ callIds, callsOf }: Segment, callId: string, words: readonly string[]): number {
  const call = callIds.push(callId) - 1;
  let bytes = 0;
  for (const word of words) {
    const calls = callsOf.get(word);
    if (calls !== undefined) {
      calls.push(call);
      continue;
    }
    callsOf.set(word, [call]);
    bytes += word.length * charBytes;
  }
  return bytes;
}

/** As if they were all new: to find out which are would be to look up each twice. */
function bytesOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length * charBytes, 0);
}

/** The way back. */
export function callsOfSegment({ callIds, callsOf }: Segment): CallWords[] {
  const wordsOf = callIds.map((): string[] => []);
  for (const [word, calls] of callsOf) for (const call of calls) wordsOf[call]?.push(word);
  return callIds.map((callId, index) => ({ callId, words: wordsOf[index] ?? [] }));
}

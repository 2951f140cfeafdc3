import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/**
 * The words of some calls, each word once with the calls that have it: what comes again and again takes a byte a call.
 */
export interface Segment {
  callIds: string[];
  /** By word: where the calls that have it are in `callIds`, rising. */
  callsOf: Map<string, number[]>;
}

/** Words come in their order, so that those with one beginning are side by side. */
export function encodeSegment({ callIds, callsOf }: Segment): Buffer {
  const words = [...callsOf.keys()].sort();
  const postings: number[] = [];
  for (const word of words) {
    let before = -1;
    for (const call of callsOf.get(word) ?? []) {
      writeNumber(postings, call - before);
      before = call;
    }
    postings.push(0);
  }
  const names = Buffer.from(JSON.stringify([callIds, words]));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(names.length);
  return zstdCompressSync(Buffer.concat([size, names, Buffer.from(postings)]));
}

export function decodeSegment(encoded: Uint8Array): Segment {
  const { callIds, words, postings } = open(encoded);
  const callsOf = new Map<string, number[]>(words.map((word) => [word, []]));
  eachPosting(postings, 0, words.length, (word, call) => callsOf.get(words[word] ?? '')?.push(call));
  return { callIds, callsOf };
}

/** The calls that have, for each of `beginnings`, a word that begins so. */
export function callsWith(encoded: Uint8Array, beginnings: readonly string[]): string[] {
  const { callIds, words, postings } = open(encoded);
  const met = new Uint8Array(callIds.length);
  for (const [index, beginning] of beginnings.entries()) {
    const from = firstNotBelow(words, beginning);
    let to = from;
    while (words[to]?.startsWith(beginning) === true) to += 1;
    eachPosting(postings, from, to, (_word, call) => {
      if (met[call] === index) met[call] = index + 1;
    });
  }
  return callIds.filter((_id, call) => met[call] === beginnings.length);
}

function open(encoded: Uint8Array): { callIds: string[]; words: string[]; postings: Buffer } {
  const bytes = zstdDecompressSync(encoded);
  const end = 4 + bytes.readUInt32LE();
  // Written by `encodeSegment` and by nothing else.
  const [callIds, words] = JSON.parse(bytes.toString('utf8', 4, end)) as [string[], string[]];
  return { callIds, words, postings: bytes.subarray(end) };
}

/** Of the words from the one number to before the other. */
function eachPosting(postings: Buffer, from: number, to: number, tell: (word: number, call: number) => void): void {
  let at = 0;
  let call = -1;
  for (let word = 0; word < to && at < postings.length;) {
    let step = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = postings[at++] ?? 0;
      step |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (step === 0) {
      word += 1;
      call = -1;
      continue;
    }
    call += step;
    if (word >= from) tell(word, call);
  }
}

/** LEB128. */
function writeNumber(into: number[], value: number): void {
  let rest = value;
  for (; rest >= 0x80; rest >>= 7) into.push((rest & 0x7f) | 0x80);
  into.push(rest);
}

function firstNotBelow(words: readonly string[], beginning: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? '') < beginning) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { maxSearchChars, maxWordChars, searchWords } from '../search/searchWords';
import { addTo, drawnFactor, sumOf } from './wordSums';

/** The words of some texts, each word once with the texts that have it. */
export interface WordTable {
  /** What its words take in UTF-8. */
  readonly bytes: number;
  /** Adds a text, whose number is that of those before it. False for one without a word, which is left out. */
  add(text: string): boolean;
  /** By word: the numbers of the texts that have it, rising. */
  textsOf(): Map<string, number[]>;
}

/** By the byte of an ASCII character: that of its lower case where it is a letter, its own where it is a digit; otherwise 0. */
const wordBytes = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase();
  return code < 128 && /[a-z0-9]/.test(character) ? character.charCodeAt(0) : 0;
});
/** The text that is added, a byte a character, and one more that ends its last word. */
const read = Buffer.alloc(maxSearchChars + 1);

/** Of each word: where it begins in the bytes of all, where it ends, the sum of its bytes, and the last text that has it. */
const fields = 4;

/**
 * Nearly all words of a text come again in it or in another one. So they are looked up as the bytes they are, by a sum of
 * these: a string of each, and sets of such strings, would cost more than all the rest.
 */
export function createWordTable(factor = drawnFactor): WordTable {
  let texts = 0;
  let words = 0;
  let bytes = Buffer.allocUnsafe(16 * 1024);
  let known = new Int32Array(1024 * fields);
  /** By sum, or behind that: the number of a word and 1. At most half of them are taken. */
  let places = new Int32Array(4 * 1024);
  /** What texts have, one after the other, and where it ends of each. */
  let met = new Int32Array(8 * 1024);
  let metLength = 0;
  const metUntil: number[] = [];

  const length = () => (words === 0 ? 0 : (known[words * fields - 3] ?? 0));

  function addWord(from: Buffer, begin: number, end: number, sum: number): void {
    const last = places.length - 1;
    let place = spread(sum) & last;
    for (let word = places[place] ?? 0; word !== 0; word = places[place] ?? 0) {
      const at = (word - 1) * fields;
      if (known[at + 2] === sum && isSame(known[at] ?? 0, known[at + 1] ?? 0, from, begin, end)) {
        if (known[at + 3] !== texts) meet(word - 1);
        return;
      }
      place = (place + 1) & last;
    }
    append(from, begin, end, sum);
    places[place] = words;
    if (words * 2 > places.length) widen();
  }

  function isSame(start: number, stop: number, other: Buffer, begin: number, end: number): boolean {
    if (stop - start !== end - begin) return false;
    for (let at = begin; at < end; at += 1) if (other[at] !== bytes[start + at - begin]) return false;
    return true;
  }

  function append(from: Buffer, begin: number, end: number, sum: number): void {
    const start = length();
    const stop = start + end - begin;
    if (stop > bytes.length) bytes = Buffer.concat([bytes], 2 * bytes.length);
    for (let at = begin; at < end; at += 1) bytes[start + at - begin] = from[at] ?? 0;
    if ((words + 1) * fields > known.length) known = twice(known);
    known.set([start, stop, sum], words * fields);
    meet(words);
    words += 1;
  }

  function meet(word: number): void {
    known[word * fields + 3] = texts;
    if (metLength === met.length) met = twice(met);
    met[metLength] = word;
    metLength += 1;
  }

  function widen(): void {
    places = new Int32Array(places.length * 4);
    for (let word = 0; word < words; word += 1) {
      let place = spread(known[word * fields + 2] ?? 0) & (places.length - 1);
      while (places[place] !== 0) place = (place + 1) & (places.length - 1);
      places[place] = word + 1;
    }
  }

  return {
    get bytes() {
      return length();
    },
    add(text) {
      const before = metLength;
      const start = text.slice(0, maxSearchChars);
      if (Buffer.byteLength(start) === start.length) eachAscii(start, factor, addWord);
      else eachOther(start, factor, addWord);
      if (metLength === before) return false;
      metUntil.push(metLength);
      texts += 1;
      return true;
    },
    textsOf() {
      const textsOf = textsByWord(met, metUntil);
      return new Map(
        textsOf.map((its, word) => [bytes.toString('utf8', known[word * fields], known[word * fields + 1]), its]),
      );
    },
  };
}

/** Words are met for the first time in the order of their numbers. */
function textsByWord(met: Int32Array, metUntil: readonly number[]): number[][] {
  const textsOf: number[][] = [];
  let at = 0;
  for (const [text, until] of metUntil.entries()) {
    for (; at < until; at += 1) {
      const its = textsOf[met[at] ?? 0];
      // Most are met once: an empty list would grow to 17 places for that.
      if (its === undefined) textsOf.push([text]);
      else its.push(text);
    }
  }
  return textsOf;
}

/** Is told of a word: where it stands in the bytes, and their sum. */
type TellWord = (bytes: Buffer, begin: number, end: number, sum: number) => void;

function eachAscii(text: string, factor: number, tell: TellWord): void {
  const end = read.write(text, 'latin1');
  read[end] = 0;
  let begin = 0;
  let sum = 0;
  for (let at = 0; at <= end; at += 1) {
    const byte = wordBytes[read[at] ?? 0] ?? 0;
    if (byte !== 0) {
      read[at] = byte;
      sum = addTo(sum, byte, factor);
      continue;
    }
    const cut = begin + maxWordChars;
    if (at > cut) tell(read, begin, cut, sumOf(read, begin, cut, factor));
    else if (at > begin) tell(read, begin, at, sum);
    begin = at + 1;
    sum = 0;
  }
}

function eachOther(text: string, factor: number, tell: TellWord): void {
  for (const word of searchWords(text)) {
    const bytes = Buffer.from(word);
    tell(bytes, 0, bytes.length, sumOf(bytes, 0, bytes.length, factor));
  }
}

/** Sums of words that are alike are near each other; their places are not to be. */
function spread(sum: number): number {
  const mixed = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

function twice(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * numbers.length);
  more.set(numbers);
  return more;
}

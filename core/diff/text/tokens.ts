import { mix } from '../value/hashText';

/** What a text consists of: words, and single signs and runs of spaces between them. */
export interface Tokens {
  text: string;
  /** Where each token begins, and at the end the text's length. */
  starts: Int32Array;
  hashes: Int32Array;
  /** Indexes of the tokens that are words. */
  words: Int32Array;
}

const SIGN = 0;
const WORD = 1;
const SPACE = 2;
/** Continues whatever token it follows: combining marks, joiners, variation selectors. */
const EXTEND = 3;
/** A word by itself: ideographs, kana, and what UTF-16 writes with two units (emoji among them). */
const SINGLE = 4;

const ascii = new Uint8Array(128).map((_, code) => classOfAscii(code));

function classOfAscii(code: number): number {
  const char = String.fromCharCode(code);
  if (/[A-Za-z0-9_]/.test(char)) return WORD;
  return /\s/.test(char) ? SPACE : SIGN;
}

function classOf(code: number): number {
  if (code < 128) return ascii[code] ?? SIGN;
  if (code < 0xc0) return code === 0xa0 ? SPACE : SIGN;
  if ((code >= 0x300 && code <= 0x36f) || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) return EXTEND;
  if (code >= 0x2000 && code <= 0x2bff) return SIGN;
  if (code >= 0x2e80 && code <= 0x9fff) return code >= 0x3000 && code <= 0x303f ? SIGN : SINGLE;
  if (code >= 0xd800 && code <= 0xdfff) return SINGLE;
  if (code >= 0xff00 && code <= 0xff0f) return SIGN;
  return WORD;
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** Whether the characters before and at `position` belong to one token; surrogate pairs always do. */
export function joins(text: string, position: number): boolean {
  if (position <= 0 || position >= text.length) return false;
  const before = text.charCodeAt(position - 1);
  const here = text.charCodeAt(position);
  if (isHigh(before) && isLow(here)) return true;
  const kind = classOf(here);
  if (kind === EXTEND || before === 0x200d) return true;
  const kindBefore = classOf(before);
  return kind === WORD
    ? kindBefore === WORD || kindBefore === EXTEND
    : kind === SPACE && kindBefore === SPACE && here === before;
}

/** Whether the character at `position` is part of a word. */
export function isWordAt(text: string, position: number): boolean {
  const kind = classOf(text.charCodeAt(position));
  return kind === WORD || kind === SINGLE;
}

/** Cuts `text` into tokens. */
export function tokenise(text: string): Tokens {
  let capacity = 64 + (text.length >> 2);
  let starts = new Int32Array(capacity);
  let hashes = new Int32Array(capacity);
  let words = new Int32Array(capacity);
  let count = 0;
  let wordCount = 0;
  let position = 0;
  while (position < text.length) {
    if (count + 1 >= capacity) {
      capacity *= 2;
      starts = grown(starts, capacity);
      hashes = grown(hashes, capacity);
      words = grown(words, capacity);
    }
    starts[count] = position;
    if (isWordAt(text, position)) words[wordCount++] = count;
    let hash = text.charCodeAt(position++);
    while (position < text.length && joins(text, position)) {
      hash = Math.imul(hash, 31) + text.charCodeAt(position++);
    }
    hashes[count++] = mix(hash);
  }
  starts[count] = text.length;
  return {
    text,
    starts: starts.subarray(0, count + 1),
    hashes: hashes.subarray(0, count),
    words: words.subarray(0, wordCount),
  };
}

function grown(array: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(array);
  return larger;
}

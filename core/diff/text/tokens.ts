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
/** A word by itself: ideographs, kana, syllables of scripts without spaces, and what UTF-16 writes with two units (emoji). */
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
  if (isExtension(code)) return EXTEND;
  if (code < 0x2000) return hasSyllables(code) ? classOfSyllable(code) : WORD;
  if (code >= 0x2000 && code <= 0x2bff) return SIGN;
  if (code >= 0x2e80 && code <= 0x9fff) return code >= 0x3000 && code <= 0x303f ? SIGN : SINGLE;
  if (code >= 0xd800 && code <= 0xdfff) return SINGLE;
  if (code >= 0xff00 && code <= 0xffef) return classOfForm(code);
  return WORD;
}

function isExtension(code: number): boolean {
  if (code < 0x370) return code >= 0x300;
  return code === JOINER || (code >= 0x20d0 && code <= 0x20ff) || (code >= 0xfe00 && code <= 0xfe0f);
}

function hasSyllables(code: number): boolean {
  return (code >= 0xe00 && code <= 0xeff) || (code >= 0x1000 && code <= 0x109f) || (code >= 0x1780 && code <= 0x17ff);
}

/** Thai, Lao, Burmese and Khmer are written without spaces: signs that belong to the letter before, and letters. */
function classOfSyllable(code: number): number {
  if (code >= 0x1780) return code >= 0x17b4 && code <= 0x17d3 ? EXTEND : SINGLE;
  if (code >= 0x1000) return code >= 0x102b && code <= 0x103e ? EXTEND : SINGLE;
  const inThai = code >= 0xe80 ? code - 0x80 : code;
  const follows = (inThai >= 0xe30 && inThai <= 0xe3c) || inThai === 0xe45 || (inThai >= 0xe47 && inThai <= 0xe4e);
  return follows ? EXTEND : SINGLE;
}

/** A sign that is written before the letter it belongs to, or that stacks the next letter below. */
function takesNext(code: number): boolean {
  if (code === 0x1039 || code === 0x17d2) return true;
  return (code >= 0xe40 && code <= 0xe44) || (code >= 0xec0 && code <= 0xec4);
}

/** Full-width forms are what the same characters of ASCII are; half-width ones are letters between signs. */
function classOfForm(code: number): number {
  if (code >= 0xff01 && code <= 0xff5e) return ascii[code - 0xfee0] ?? SIGN;
  return code >= 0xff66 && code <= 0xffdf ? WORD : SIGN;
}

const JOINER = 0x200d;

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** Whether the character at `position`, of class `kind`, continues the token whose last character is `before`. */
function continues(text: string, position: number, before: number, kindBefore: number, kind: number): boolean {
  const code = text.charCodeAt(position);
  if (kind === WORD) return kindBefore === WORD || kindBefore === EXTEND || before === JOINER;
  if (kind === EXTEND || before === JOINER) return true;
  if (kind === SINGLE && takesNext(before)) return true;
  if (kind === SPACE) return before === code;
  if (code === 0xd83c && kindBefore === SINGLE && isSkinTone(text.charCodeAt(position + 1))) return true;
  return isHigh(before) && isLow(code);
}

/** The second half of a modifier that colours the emoji before it. */
const isSkinTone = (low: number): boolean => low >= 0xdffb && low <= 0xdfff;

/** Whether the characters before and at `position` belong to one token; surrogate pairs always do. */
export function joins(text: string, position: number): boolean {
  if (position <= 0 || position >= text.length) return false;
  const before = text.charCodeAt(position - 1);
  const code = text.charCodeAt(position);
  return continues(text, position, before, classOf(before), classOf(code));
}

/** Whether the character at `position` is part of a word. */
export function isWordAt(text: string, position: number): boolean {
  return isWord(classOf(text.charCodeAt(position)));
}

function isWord(kind: number): boolean {
  return kind === WORD || kind === SINGLE;
}

/** Working space that is used again by every call: most texts are short and many. */
let scratch = { starts: new Int32Array(1_024), hashes: new Int32Array(1_024), words: new Int32Array(1_024) };

/** Larger working space is given back after use. */
const MAX_SCRATCH = 1 << 18;

/** Cuts `text` into tokens. */
export function tokenise(text: string): Tokens {
  const { starts, hashes, words } = spaceFor(text.length);
  let count = 0;
  let wordCount = 0;
  let position = 0;
  while (position < text.length) {
    let before = text.charCodeAt(position);
    let kindBefore = classOf(before);
    let hash = before;
    starts[count] = position++;
    if (isWord(kindBefore)) words[wordCount++] = count;
    while (position < text.length) {
      const code = text.charCodeAt(position);
      const kind = classOf(code);
      if (!continues(text, position, before, kindBefore, kind)) break;
      hash = Math.imul(hash, 31) + code;
      before = code;
      kindBefore = kind;
      position++;
    }
    hashes[count++] = mix(hash);
  }
  starts[count] = text.length;
  return { text, starts: starts.slice(0, count + 1), hashes: hashes.slice(0, count), words: words.slice(0, wordCount) };
}

/** A text has at most as many tokens as characters. */
function spaceFor(characters: number): typeof scratch {
  if (scratch.starts.length > characters) return scratch;
  const size = Math.max(characters + 1, Math.min(2 * characters, MAX_SCRATCH));
  const space = { starts: new Int32Array(size), hashes: new Int32Array(size), words: new Int32Array(size) };
  if (size <= MAX_SCRATCH) scratch = space;
  return space;
}

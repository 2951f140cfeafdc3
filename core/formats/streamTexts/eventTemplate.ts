import { stringEnd, stringSpans, type JsonObject, type Path, type Span } from '../../json';
import { parseBounded } from '../jsonText/parseBounded';
import { isWord } from '../texts/otherTexts';
import type { StreamText } from '../types';

/** Padding of a length that does not tell how long the text is (OpenAI's `include_obfuscation`). */
const padding: Path = ['obfuscation'];
/** Log probabilities and numbers of tokens spell the text, so an event that has them is more than its text. */
const tokens = /"(?:logprobs|token_ids?)"\s*:\s*[^n\s]/;
/** In a string literal: what must not stand there, or stands for something else. */
const special = /[\\\u0000-\u001f]/;

/** A text of an event without the means to change it. */
export type ReadText = Omit<StreamText, 'replace'>;

/**
 * The JSON of an event with holes in the places of its texts. Most events of a stream differ from the one before in
 * nothing else: what fits has the same texts at the same paths, closes the same channels, and need not be parsed to be
 * understood.
 */
export interface EventTemplate {
  /** The event that it was learnt from: all but the texts is as in those that fit. */
  readonly data: JsonObject;
  readonly texts: readonly ReadText[];
  /** The texts of an event that fits, in the order of `texts`; null for one that does not. */
  fit(json: string): PlacedText[] | null;
}

/** What a text says and where the inside of its literal stands. */
export interface PlacedText extends Span {
  text: string;
}

/** Learns from an event; null when its texts can't be told apart from the rest of its JSON. */
export function learnTemplate(json: string, data: JsonObject, texts: readonly ReadText[]): EventTemplate | null {
  if (tokens.test(json) || !json.endsWith('}')) return null;
  const [filler, ...spans] = stringSpans(json, [padding, ...texts.map(({ path }) => path)]);
  const located = spans.filter((span) => span !== null);
  if (located.length < texts.length) return null;
  const holes = [...located, ...(filler ? [filler] : [])].sort((a, b) => a.start - b.start);
  const order = new Map(holes.map((hole, at) => [hole, at]));
  return createTemplate(json, { holes, places: located.map((span) => order.get(span) ?? 0) }, { data, texts });
}

interface Holes {
  holes: readonly Span[];
  /** The hole that each text stands in. */
  places: readonly number[];
}

function createTemplate(
  json: string,
  { holes, places }: Holes,
  known: Pick<EventTemplate, 'data' | 'texts'>,
): EventTemplate {
  const first = json.slice(0, holes[0]?.start);
  const behind = holes.map(({ end }, at) => json.slice(end, holes[at + 1]?.start));
  // Anthropic pads events with spaces before their last brace.
  behind.push(behind.pop()?.slice(0, -1).trimEnd() ?? '');
  /** In places that nobody knows a word is read by itself, and another text may go on. */
  const unsure = known.texts.flatMap(({ unsure: is, text }, at) => (is ? [{ at, word: isWord(text) }] : []));

  /** What stands in each hole; null when that is no string literal, or something else stands around it. */
  function fill(candidate: string): PlacedText[] | null {
    // Twice as fast as startsWith.
    if (candidate.slice(0, first.length) !== first) return null;
    const filled: PlacedText[] = [];
    let start = first.length;
    for (const literal of behind) {
      const end = stringEnd(candidate, start - 1);
      const next = end + literal.length;
      if (candidate.slice(end, next) !== literal) return null;
      const text = readString(candidate.slice(start, end));
      if (text === null) return null;
      filled.push({ text, start, end });
      start = next;
    }
    return isLastBrace(candidate, start) ? filled : null;
  }

  const isInOrder = places.length === holes.length && places.every((place, at) => place === at);

  return {
    ...known,
    fit(candidate) {
      const filled = fill(candidate);
      if (filled === null) return null;
      const texts = isInOrder ? filled : places.flatMap((place) => filled[place] ?? []);
      // An empty text is none.
      for (const { text } of texts) if (text === '') return null;
      for (const { at, word } of unsure) if (isWord(texts[at]?.text ?? '') !== word) return null;
      return texts;
    },
  };
}

/** What the inside of a string literal says; null when it is none. */
function readString(inside: string): string | null {
  if (!special.test(inside)) return inside;
  const value = parseBounded(`"${inside}"`);
  return typeof value === 'string' ? value : null;
}

function isLastBrace(json: string, from: number): boolean {
  let at = from;
  while (json[at] === ' ') at += 1;
  return json[at] === '}' && at === json.length - 1;
}

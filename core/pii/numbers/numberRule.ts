import type { Replacement, TextRule, TextSearch } from '../../text';
import { nextDigit, readBefore, Reader, type Before } from '../reading/reader';
import { isDigit } from '../reading/views';
import { CandidateReader, type Candidate } from './candidate';
import { hasEnoughDigits, mayBeIban } from './firstLook';
import { ibanAt } from './iban';
import { kindLengths, numberKinds, signedPhoneLength, type NumberKind } from './kinds';
import { leadInRow, mayBegin, mayBeginWithSign, nearby, signsBefore, startAtEnd, startBefore } from './lead';
import type { Setting } from './setting';

/** Finds numbers of these kinds from the digits in a text, so that text without any costs next to nothing. */
export function numberRule(kinds: readonly NumberKind[], mark: string): TextRule {
  const wanted = new Set(kinds);
  return { search: (text) => new NumberSearch(text, wanted, mark) };
}

class NumberSearch implements TextSearch {
  readonly #reader: Reader;
  #candidates: CandidateReader | null = null;
  readonly #kinds: ReadonlySet<NumberKind>;
  readonly #mark: string;
  /** From here on there is no digit. */
  #noDigitFrom = Infinity;

  constructor(text: string, kinds: ReadonlySet<NumberKind>, mark: string) {
    this.#reader = new Reader(text);
    this.#kinds = kinds;
    this.#mark = mark;
  }

  next(from: number): Replacement | null {
    for (let at = this.#firstDigit(from); at !== null; at = this.#digitBehind(at)) {
      const found = this.#numberAt(at, from);
      if (found !== null) return found;
    }
    return null;
  }

  /** Nothing is open whose fate was decided without a look at the text's end. */
  openFrom(from: number): number {
    const reader = this.#reader;
    reader.pendingAt = Infinity;
    let open = reader.text.length;
    for (let at = this.#firstDigit(from); at !== null; at = this.#digitBehind(at)) {
      reader.forgetEnd();
      this.#numberAt(at, from);
      if (!reader.touchedEnd) continue;
      open = startBefore(readBefore(reader, at, at - nearby), at);
      break;
    }
    if (open === reader.text.length) open = startAtEnd(reader);
    return Math.max(from, Math.min(open, reader.pendingAt));
  }

  /** Where a group of digits begins, at or behind `from`. */
  #firstDigit(from: number): number | null {
    if (from >= this.#noDigitFrom) return null;
    const at = nextDigit(this.#reader, from);
    if (at < this.#reader.text.length) return at;
    this.#noDigitFrom = from;
    return null;
  }

  /** No match starts inside a group. */
  #digitBehind(group: number): number | null {
    let at = group;
    while (isDigit(this.#reader.read(at))) at = this.#reader.end;
    return this.#firstDigit(at);
  }

  #numberAt(at: number, from: number): Replacement | null {
    const reader = this.#reader;
    const candidates = hasEnoughDigits(reader.text, at) ? (this.#candidates ??= new CandidateReader(reader)) : null;
    const lead = candidates === null ? null : leadInRow(candidates.moveTo(at));
    // Most groups of a long row are told by the group before.
    if (candidates !== null && lead !== null) {
      return lead.begins ? this.#numberOf(candidates.candidate(), at, { reader, at, near: null, words: null }) : null;
    }
    const isBehindLetters = this.#kinds.has('iban') && mayBeIban(reader.text, at);
    if (candidates === null && !isBehindLetters) return null;
    const before = readBefore(reader, at, at - nearby);
    const iban = isBehindLetters ? ibanAt(reader, before, at) : null;
    if (iban !== null && iban.start >= from) return this.#replacement(iban.start, iban.end, 'iban');
    return candidates === null ? null : this.#numberBehind(before, candidates, at, from);
  }

  #numberBehind(before: Before, candidates: CandidateReader, at: number, from: number): Replacement | null {
    for (let signs = this.#kinds.has('phone') ? signsBefore(before) : 0; signs > 0; signs--) {
      const signed = this.#signedPhone(before, signs, candidates);
      if (signed !== null && signed.start >= from) return signed;
    }
    if (!mayBegin(before)) return null;
    return this.#numberOf(candidates.candidate(), at, { reader: this.#reader, at, near: before, words: null });
  }

  #signedPhone({ codes, starts }: Before, signs: number, candidates: CandidateReader): Replacement | null {
    const first = codes.length - signs;
    const start = starts[first];
    if (start === undefined || !mayBeginWithSign(codes, first)) return null;
    const candidate = candidates.candidate();
    const length = signedPhoneLength(String.fromCharCode(...codes.slice(first)) + candidate.text) - signs;
    return length > 0 ? this.#replacement(start, candidate.endOf(length), 'phone') : null;
  }

  #numberOf(candidate: Candidate, at: number, setting: Setting): Replacement | null {
    for (const kind of numberKinds) {
      if (kind === 'iban' || !this.#kinds.has(kind)) continue;
      const length = kindLengths[kind](candidate.text, setting);
      if (length > 0) return this.#replacement(at, candidate.endOf(length), kind);
    }
    return null;
  }

  #replacement(start: number, end: number, kind: NumberKind): Replacement {
    return { start, end, text: this.#mark, rule: kind };
  }
}

import type { Before, Reader } from '../reading/reader';
import { isDigit, isWord, view } from '../reading/views';
import { isWordBehindUnderscores } from './separator';
import { ibanLengths } from './ibanLengths';
import { countryBefore } from './lead';
import { passesMod97 } from './mod97';

/** Between two groups of an IBAN. */
const mostSeparators = 6;

export interface FoundIban {
  start: number;
  end: number;
}

/** The IBAN whose check digits begin at `at`, behind the two letters of its country. */
export function ibanAt(reader: Reader, before: Before, at: number): FoundIban | null {
  const letters = countryBefore(before);
  const length = letters === null ? undefined : ibanLengths.get(letters.country);
  if (letters === null || length === undefined) return null;
  const iban = readIban(reader, letters.country, at, length);
  if (iban === null || !passesMod97(iban)) return null;
  const { end } = reader;
  reader.read(end);
  if (reader.code === view.underscore ? isWordBehindUnderscores(reader) : isWord(reader.code)) return null;
  return { start: letters.start, end };
}

/** All of an IBAN without what parts it; `reader` has read its last character then. */
function readIban(reader: Reader, country: string, first: number, length: number): string | null {
  let iban = country;
  for (let at = first, between = 0; iban.length < length; at = reader.end) {
    const code = reader.read(at);
    if (isWord(code)) {
      // The two behind the letters are check digits.
      if (iban.length < 4 && !isDigit(code)) return null;
      if (between > 0 && !mayPart(iban, code)) return null;
      iban += String.fromCharCode(code).toUpperCase();
      between = 0;
    } else if (!isSeparator(code) || ++between > mostSeparators) {
      return null;
    }
  }
  return iban;
}

/** In groups of four; digits in any groups, as some countries have their own. */
function mayPart(iban: string, next: number): boolean {
  return iban.length % 4 === 0 || (isDigit(next) && isDigit(iban.charCodeAt(iban.length - 1)));
}

function isSeparator(code: number): boolean {
  switch (code) {
    case view.blank:
    case view.hyphen:
    case view.dash:
    case view.dot:
    case view.slash:
    case view.bar:
    case view.colon:
    case view.mark:
    case view.underscore:
    case view.lineBreak:
      return true;
    default:
      return false;
  }
}

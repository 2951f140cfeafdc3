import type { Before, Reader } from '../reading/reader';
import { isDigit, isWord, view } from '../reading/views';
import { isWordBehindUnderscores } from './separator';
import { countryBefore } from './lead';
import { passesMod97 } from './mod97';

/**
 * How long a country's IBANs are: those of the registry of SWIFT, and those of countries that use IBANs without being
 * in it.
 */
const lengths = new Map(
  `AD24 AE23 AL28 AO25 AT20 AZ28 BA20 BE16 BF28 BG22 BH22 BI27 BJ28 BR29 BY28 CF27 CG27 CH21 CI28 CM27 CR22 CV25 CY28
  CZ24 DE22 DJ27 DK18 DO28 DZ26 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GA27 GB22 GE22 GI23 GL18 GN27 GQ27 GR27 GT28 GW25
  HN28 HR21 HU28 IE22 IL23 IQ23 IR26 IS26 IT27 JO30 KM27 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MA28 MC27 MD24
  ME22 MG27 MK19 ML28 MN20 MR27 MT31 MU30 MZ25 NE28 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24
  SC31 SD18 SE24 SI19 SK24 SM27 SN28 SO23 ST25 SV28 TD27 TG28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Between two groups of an IBAN. */
const mostSeparators = 3;

export interface FoundIban {
  start: number;
  end: number;
}

/** The IBAN whose check digits begin at `at`, behind the two letters of its country. */
export function ibanAt(reader: Reader, before: Before, at: number): FoundIban | null {
  const letters = countryBefore(before);
  const length = letters === null ? undefined : lengths.get(letters.country);
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
    case view.mark:
    case view.underscore:
    case view.lineBreak:
      return true;
    default:
      return false;
  }
}

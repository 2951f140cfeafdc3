/** A pattern of a candidate, from its beginning, that ends where a number does. */
const patternOf = (source: string): RegExp => new RegExp(`^(?:${source})(?![\\dx_*.-])`);

/** Behind a word that tells there may also be the time at which something happened to it. */
const date = String.raw`(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d)(?!\d)|\d\d:\d\d:\d\d(?![\d:])`;

const years = String.raw`(?:(?:19|20)\d\d-){2}(?:19|20)\d\d(?!\d)`;

/** Between the groups of a phone number. */
const gap = String.raw`[ .\n~/-]`;

/** Behind `+`. */
const signedGap = String.raw`[ .\n*~/|-]`;

/** Behind words that say so, also in cells of a table. */
const wideGap = String.raw`[ .\n*~/|:-]`;

export const accountNumber = patternOf(String.raw`(?!${years})\d{4}-\d{4}-\d{4}`);

/** Behind words that say so. */
export const accountDigits = patternOf(String.raw`(?!${date})\d(?:[ \n*/|:-]?\d){5,16}`);

/** But for those that were never given out. */
export const socialSecurityNumber = patternOf(
  String.raw`(?!000|666|9)\d{3}(?:-(?!00)\d\d-(?!0000)\d{4}| (?!00)\d\d (?!0000)\d{4}(?! \d))`,
);

/** Behind words that say so. */
export const socialSecurityDigits = patternOf(String.raw`(?!000)\d{3}[ .\n*~/|:-]?\d\d[ .\n*~/|:-]?\d{4}`);

/** Behind a country code also in cells of a table; behind a bracket, the next group may stand close. Written so that there is one way to read a number. */
const group = (fewest: number, between = gap): string =>
  String.raw`(?:(?:${between}|(?<=\)))\d{${fewest},15}|${between}?\(\d{1,5}\))`;

/** With a country code, behind `+`. */
export const internationalPhone = patternOf(
  String.raw`(?:\+[1-9]\d{0,14}|\(\+[1-9]\d{0,2}\))(?:${gap}?\(\d{1,5}\))?${group(1, signedGap)}?${group(2, signedGap)}{0,6}`,
);

/** With an area code in brackets. */
export const bracketedPhone = patternOf(
  String.raw`\(\d{3,5}\)${gap}?\d{3,5}[ .~-]?\d{3,5}|\(\d\d\)${gap}?\d{4,5}[ .~-]\d{4}`,
);

/** With the parts set apart: ten digits in a row are more often an id. */
export const nationalPhone = patternOf(
  [
    // North America.
    String.raw`(?:1[ .-])?[2-9]\d\d[ .-]\d{3}[ .-]\d{4}(?! \d{3})`,
    String.raw`1[ .-]?\([2-9]\d\d\)[ .-]?\d{3}[ .-]\d{4}`,
    // `00` before the country code.
    String.raw`(?!00\d[ -]00\d)00${gap}?[1-9]\d{0,2}${group(1)}${group(2)}{1,6}`,
    // Area codes with a leading zero.
    String.raw`0[1-9]\d{1,3}[ /-]\d{3,4}[ -]?\d{3,5}`,
    String.raw`0[1-9]\d{1,3}[ /-](?:\d{5,8}|\d{5} \d{3}|\d{3}[ -]\d\d[ -]\d\d)`,
    String.raw`0[1-9]\d{1,3}\.\d{3,4}\.\d{4}`,
    // Two digits first: in pairs, or in long parts.
    String.raw`0[1-9]([ .-])\d\d(?:\1\d\d){3}`,
    String.raw`0[1-9](?: |[/-](?!(?:19|20)\d\d))\d{4}[ -]?\d{4}`,
    String.raw`0[1-9][ /-]\d{3} \d{2,3} \d\d`,
    String.raw`0[1-9][ /-]\d{7,8}`,
    // Mobiles of China.
    String.raw`1[3-9]\d([ -])\d{4}\2\d{4}`,
  ].join('|'),
);

/** Behind words that say so. */
export const phoneDigits = patternOf(String.raw`(?!${date})\d(?:[()]?${wideGap}?\(?\d){6,14}`);

import { passesLuhn } from './luhn';

/** By how numbers of payment cards begin: how many digits they have. Those that begin with 20 are dates. */
const lengths: [start: RegExp, digits: readonly number[]][] = [
  [/^4/, [13, 16, 18, 19]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|095|[689])/, [14, 16, 17, 18, 19]],
  [/^35/, [16, 17, 18, 19]],
  [/^2131/, [15, 16]],
  [/^2[1-7]/, [16, 17, 18, 19]],
  // Maestro may have fewer, which too many other numbers have.
  [/^[56]/, [15, 16, 17, 18, 19]],
];

/** A UUID that happens to have no letter. */
const uuid = /^\d{8}-\d{4}-\d{4}-\d{4}-\d{12}/;

const wholeInDigits = /^\d+$/;

/**
 * How much of a candidate's beginning is a card's number: the longest valid row of groups, since an expiry date or a
 * check number may follow.
 */
export function cardLength(candidate: string): number {
  const first = candidate.charCodeAt(0);
  if (first < 0x32 || first > 0x36 || !mayBeGrouped(candidate)) return 0;
  const ends = groupEnds(candidate);
  if (ends.length === 0 || uuid.test(candidate)) return 0;
  const start = lengths.find(([begins]) => begins.test(candidate.replace(/\D/g, '')));
  for (const end of ends) {
    const number = candidate.slice(0, end);
    const digits = number.replace(/\D/g, '');
    if (!start?.[1].includes(digits.length) || !isGroupedAsCard(number, candidate.length === end)) continue;
    if (passesLuhn(digits) && !isArticleNumber(number)) return end;
  }
  return 0;
}

const few = /^\d{1,3}\D/;
const fifteenOrSixteen = /^(?:\d\D*){15,16}$/;

/** Groups of less than four come into question only where they are all there is. */
function mayBeGrouped(candidate: string): boolean {
  return !few.test(candidate) || (!candidate.endsWith('x') && fifteenOrSixteen.test(candidate));
}

/** Where a card's number may end, the longest first. */
function groupEnds(candidate: string): number[] {
  const ends: number[] = [];
  let digits = 0;
  for (let end = 1; end <= candidate.length && digits < 20; end++) {
    if (!isDigitAt(candidate, end - 1)) continue;
    digits += 1;
    if (digits >= 13 && digits <= 19 && endsGroup(candidate, end)) ends.unshift(end);
  }
  return ends;
}

function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

function endsGroup(candidate: string, end: number): boolean {
  return end === candidate.length || ' ,\n~*/()-'.includes(candidate.charAt(end));
}

/** People part the digits by four or more; with smaller groups a list of numbers is more likely, unless nothing follows. */
function isGroupedAsCard(number: string, isWhole: boolean): boolean {
  if (wholeInDigits.test(number)) return true;
  if (/[()]/.test(number)) return false;
  const groups = number.split(/\D+/);
  const [first = ''] = groups;
  const body = groups.slice(0, -1);
  if (body.every((group) => group.length >= 4)) return true;
  if (/[._/]/.test(number)) return false;
  const digits = groups.join('').length;
  return isWhole && (digits === 15 || digits === 16) && body.every((group) => group.length === first.length);
}

/** Thirteen digits are an article's number (EAN) far more often than a card's. */
function isArticleNumber(number: string): boolean {
  if (!/^\d{13}$/.test(number)) return false;
  let sum = 0;
  for (let at = 0; at < number.length; at++) sum += (number.charCodeAt(at) - 48) * (at % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

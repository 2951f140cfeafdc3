import { passesLuhn } from './luhn';
import { isBehindCell, isBehindNumber, isTold, type Setting } from './setting';

/** How long card numbers are that begin with four such digits. What begins with 20 is a date. */
function isLengthOf(length: number, start: number): boolean {
  switch (Math.floor(start / 1000)) {
    case 2:
      // Mastercard, Mir and their like; JCB's have 15.
      return start >= 2100 && (length >= 16 || (start === 2131 && length === 15));
    case 3: {
      if (start >= 3500 && start < 3600) return length >= 16;
      const isAmericanExpress = Math.floor(start / 100) === 34 || Math.floor(start / 100) === 37;
      return isAmericanExpress ? length === 15 : isDinersClub(start) && length !== 15 && length >= 14;
    }
    case 4:
      return length === 13 || length === 16 || length >= 18;
    case 5:
    case 6:
      // Maestro's may have fewer, which too many other numbers have.
      return length >= 15;
    default:
      return false;
  }
}

function isDinersClub(start: number): boolean {
  const two = Math.floor(start / 100);
  return two === 36 || two === 38 || two === 39 || start < 3060 || start === 3095;
}

/** A UUID that happens to have no letter. */
const uuid = /^\d{8}-\d{4}-\d{4}-\d{4}-\d{12}/;

/**
 * How much of a candidate's beginning is a card's number: the longest valid row of groups, since an expiry date or a
 * check number may follow.
 */
export function cardLength(candidate: string, setting: Setting): number {
  const first = candidate.charCodeAt(0);
  if (first < 0x32 || first > 0x36 || !mayBeGrouped(candidate)) return 0;
  const { digits, ends } = groupEnds(candidate);
  if (ends.length === 0) return 0;
  const start = Number(digits.slice(0, 4));
  for (const { end, count } of ends) {
    if (!isLengthOf(count, start) || !passesLuhn(digits.slice(0, count))) continue;
    const number = candidate.slice(0, end);
    if (isOfRow(number, candidate.slice(end), setting)) continue;
    if (isGroupedAsCard(number, candidate.length === end) && !isArticleNumber(number)) {
      return uuid.test(candidate) ? 0 : end;
    }
  }
  return 0;
}

const few = /^\d{1,3}\D/;
const fifteenOrSixteen = /^(?:\d\D*){15,16}$/;

/** Groups of less than four come into question only where they are all there is. */
function mayBeGrouped(candidate: string): boolean {
  return !few.test(candidate) || (!candidate.endsWith('x') && fifteenOrSixteen.test(candidate));
}

const most = 19;

/** Where a card's number may end and how many digits it has then, the longest first. */
function groupEnds(candidate: string): { digits: string; ends: { end: number; count: number }[] } {
  let digits = '';
  const ends: { end: number; count: number }[] = [];
  for (let end = 1; end <= candidate.length && digits.length <= most; end++) {
    if (!isDigitAt(candidate, end - 1)) continue;
    digits += candidate.charAt(end - 1);
    const count = digits.length;
    if (count >= 13 && count <= most && endsGroup(candidate, end)) ends.unshift({ end, count });
  }
  return { digits, ends };
}

function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

function endsGroup(candidate: string, end: number): boolean {
  return end === candidate.length || ' ,\n~*/()-|:'.includes(candidate.charAt(end));
}

/** Numbers with bars between them are mostly cells of a table, one row in ten of which passes the check. */
function isOfRow(number: string, behind: string, setting: Setting): boolean {
  if (!/[|:]/.test(number) || isTold(setting, 'card')) return false;
  return /^[|:]\d{4}(?!\d)/.test(behind) || isBehindNumber(setting) || (number.includes('|') && isBehindCell(setting));
}

/** People part the digits by four or more; with smaller groups a list of numbers is more likely, unless nothing follows. */
function isGroupedAsCard(number: string, isWhole: boolean): boolean {
  if (/^\d+$/.test(number)) return true;
  if (/[()]/.test(number)) return false;
  const groups = number.split(/\D+/);
  const [first = ''] = groups;
  const body = groups.slice(0, -1);
  if (body.every((group) => group.length >= 4)) return true;
  if (/[._/|:]/.test(number)) return false;
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

import { isDigit, isLetter, view, views } from '../reading/views';

/** Of all kinds but the IBAN, which has letters among its digits. */
const fewestDigits = 6;

/** Most numbers in a text are short, and can be told to be so without reading them. */
export function hasEnoughDigits(text: string, from: number): boolean {
  let found = 0;
  for (let at = from; at < text.length; at++) {
    const code = views[text.charCodeAt(at)] ?? view.other;
    if (isDigit(code)) found += 1;
    // Beyond the basic plane there are digits, too, and characters that show nothing.
    else if (!isInside(code)) return code === view.escape || code === view.half;
    if (found === fewestDigits) return true;
  }
  return true;
}

/** What stands between the digits of a number. */
function isInside(code: number): boolean {
  switch (code) {
    case view.blank:
    case view.lineBreak:
    case view.ignored:
    case view.mark:
    case view.open:
    case view.close:
    case view.hyphen:
    case view.dash:
    case view.dot:
    case view.slash:
    case view.underscore:
      return true;
    default:
      return false;
  }
}

/** Whether two letters may stand before the digit at `at`. */
export function mayBeIban(text: string, at: number): boolean {
  const last = viewAt(text, at - 1);
  if (last === view.blank) return isCapital(viewAt(text, at - 2)) && mayBeLetter(viewAt(text, at - 3));
  return mayBeLetter(last) && mayBeLetter(viewAt(text, at - 2));
}

function viewAt(text: string, at: number): number {
  return views[text.charCodeAt(at)] ?? view.other;
}

function mayBeLetter(code: number): boolean {
  return isLetter(code) || code === view.ignored;
}

function isCapital(code: number): boolean {
  return (isLetter(code) && code < 0x61) || code === view.ignored;
}

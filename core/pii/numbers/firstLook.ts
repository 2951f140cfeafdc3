import { isDigit, isLetter, view, views } from '../reading/views';

/** Of all kinds but the IBAN, which has letters among its digits. */
const fewestDigits = 6;

/** Most numbers in a text are short, and can be told to be so without reading them. */
export function hasEnoughDigits(text: string, from: number): boolean {
  let found = 0;
  for (let at = from; at < text.length; at++) {
    const code = views[text.charCodeAt(at)] ?? view.other;
    if (isDigit(code)) found += 1;
    // Between the digits of a time there is no look any further.
    else if (code === view.colon ? found < fewestBeforeColon : !isInside(code)) return mayBeInside(code);
    if (found === fewestDigits) return true;
  }
  return true;
}

const fewestBeforeColon = 3;

/** Beyond the basic plane there are digits, too, and characters that show nothing; and so may an escape or a tag. */
function mayBeInside(code: number): boolean {
  return code === view.escape || code === view.half || code === view.less;
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
    case view.bar:
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
  return isLetter(code) || code === view.ignored || code === view.mark || mayEndTag(code);
}

/** `>`, and the end of what may stand for it. */
function mayEndTag(code: number): boolean {
  return code === 0x3e || code === 0x3b;
}

function isCapital(code: number): boolean {
  return (isLetter(code) && code < 0x61) || code === view.ignored;
}

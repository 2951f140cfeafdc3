/** The check digit of card numbers (ISO/IEC 7812-1, annex B); `number` may hold separators. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  let doubled = false;
  for (let at = number.length - 1; at >= 0; at--) {
    const digit = number.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) continue;
    const value = doubled ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
    doubled = !doubled;
  }
  return sum % 10 === 0;
}

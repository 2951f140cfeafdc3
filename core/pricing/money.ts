/**
 * Money as whole numbers of a unit that no price has a fraction of: sums are exact, as no binary fraction would be. A unit
 * is 10^-18 dollars, so a price per million has twelve digits behind the point.
 */
export type Money = bigint;

const digits = 18;

/** What `count` of something costs of which `per` cost so many dollars. */
export function times(dollars: number, per: number, count: number): Money {
  return (fromDollars(dollars) * BigInt(Math.round(count))) / BigInt(per);
}

function fromDollars(dollars: number): Money {
  const [, whole = '0', fraction = '', exponent = '0'] =
    /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(dollars)) ?? [];
  const shift = digits - fraction.length + Number(exponent);
  const figures = BigInt(whole + fraction);
  return shift >= 0 ? figures * 10n ** BigInt(shift) : figures / 10n ** BigInt(-shift);
}

/** As a decimal number, without zeros at its end. */
export function decimalOf(money: Money): string {
  const text = money.toString().padStart(digits + 1, '0');
  const fraction = text.slice(-digits).replace(/0+$/, '');
  return fraction === '' ? text.slice(0, -digits) : `${text.slice(0, -digits)}.${fraction}`;
}

import { bars, dice, disguises, hypertexts, secret, separators, settings } from './making.mjs';

const hyphens = separators.filter((separator) => /[\p{Pd}\u2212]/u.test(separator));

/** Words that tell what the number behind them is; the last three are not promised. */
const told = [
  (it) => `Your account number is ${it}.`,
  (it) => `Account Number: ${it}`,
  (it) => `acct no. ${it}`,
  (it) => `ACCT #${it}`,
  (it) => `a/c ${it}`,
  (it) => `**Account number:** ${it}`,
  (it) => `Account: \`${it}\``,
  (it) => `| Account number | ${it} |`,
  (it) => `{"account_number":"${it}"}`,
  (it) => `{\\"account_number\\": \\"${it}\\"}`,
  (it) => `account no ${it}, please`,
  (it) => `Kontonummer: ${it}`,
  (it) => `numéro de compte : ${it}`,
  (it) => `número de cuenta: ${it}`,
  (it) => `account\u00a0number:\u00a0${it}`,
  (it) => `The account that you asked for, as of today, is ${it}`,
  (it) => `口座番号 ${it}`,
  (it) => `Take it from ${it}`,
];

const inRow = [
  (it) => `| Account number | ${it} |`,
  (it) => `<td>Account no.</td><td>${it}</td>`,
  (it) => `<b>Account:</b> <span class="n">${it}</span>`,
  (it) => `<dt>Konto</dt><dd>${it}</dd>`,
];

export function accountNumbers() {
  const { one, below, digits } = dice(4);
  const inFours = (separator) => [`${1 + below(9)}${digits(3)}`, `${digits(3)}7`, digits(4)].join(separator);
  const plain = Array.from({ length: 130 }, (_, index) =>
    settings[(index + below(3)) % settings.length](secret(inFours(hyphens[index % hyphens.length]))),
  );
  const disguised = Array.from({ length: 60 }, (_, index) =>
    settings[index % settings.length](secret(disguises[index % disguises.length](inFours('-')))),
  );
  const words = Array.from({ length: 126 }, (_, index) => {
    const number = `${1 + below(9)}${digits(7 + below(5))}`;
    const inParts = number.match(/.{1,4}/g).join(one(separators));
    return told[index % told.length](secret(index % 3 === 0 ? inParts : number));
  });
  const inHypertext = hypertexts.map((write) => `<p>${secret(write(inFours('-')))}</p>`);
  const inCells = inRow.flatMap((row) => bars.slice(0, 7).map((bar) => row(secret(inFours(bar)))));
  return [...plain, ...disguised, ...words, ...inHypertext, ...inCells];
}

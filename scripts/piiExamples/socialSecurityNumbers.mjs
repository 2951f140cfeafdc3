import { bars, dice, disguises, hypertexts, secret, separators, settings } from './making.mjs';

/** The first two stood in advertisements and belong to nobody; the others are made up. */
function numbers({ below, digits }) {
  const area = () => String(1 + below(665)).padStart(3, '0');
  const made = () => [area(), String(1 + below(99)).padStart(2, '0'), `${1 + below(9)}${digits(3)}`];
  return [['078', '05', '1120'], ['219', '09', '9999'], ['123', '45', '6789'], ...Array.from({ length: 37 }, made)];
}

/** With the words that tell what it is; the last is not promised. */
const told = [
  (parts) => `SSN ${secret(parts.join(''))}`,
  (parts) => `My SSN is ${secret(parts.join(''))}, thanks`,
  (parts) => `"ssn": "${secret(parts.join(''))}"`,
  (parts) => `**Social Security Number:** ${secret(parts.join('.'))}`,
  (parts) => `| SSN | ${secret(parts.join(''))} |`,
  (parts) => `social security no. ${secret(parts.join(' - '))}`,
  (parts) => `My number, for the tax office, is ${secret(parts.join(''))}`,
];

const inRow = [(it) => `SSN: ${it}`, (it) => `| SSN | ${it} |`, (it) => `<td><b>SSN</b></td><td>${it}</td>`];

export function socialSecurityNumbers() {
  const chance = dice(3);
  const { one, below } = chance;
  return numbers(chance).flatMap((parts, index) => [
    ...[parts.join('-'), parts.join(' '), ...[0, 1, 2].map(() => parts.join(one(separators)))].map((text) =>
      settings[(index + below(5)) % settings.length](secret(text)),
    ),
    ...[0, 1].map(() => one(settings)(secret(one(disguises)(parts.join('-'))))),
    told[index % told.length](parts),
    ...(index < 24
      ? [
          `<li>${secret(hypertexts[index % hypertexts.length](parts.join('-')))}</li>`,
          inRow[index % inRow.length](secret(parts.join(bars[index % bars.length]))),
        ]
      : []),
  ]);
}

import { bars, dice, disguises, hypertexts, secret, separators, settings } from './making.mjs';

/** Published by payment providers for tests. */
const numbers = `4111111111111111 4242424242424242 4012888888881881 4000056655665556 4222222222222 4000002500003155
  5555555555554444 5105105105105100 5200828282828210 5454545454545454 2223003122003222 2223000048400011
  378282246310005 371449635398431 378734493671000 6011111111111117 6011000990139424 6011981111111113
  30569309025904 38520000023237 36227206271667 3056930009020004 3530111333300000 3566002020360505
  6200000000000005 6200000000000047 6205500000000000004 6304000000000000000 6759649826438453 5019717010103742
  5066991111111118 6362970000457013 6062826786276634`.split(/\s+/);

const grouped = (number, separator) => {
  const lengths = number.length === 15 ? [4, 6, 5] : number.length === 14 ? [4, 6, 4] : [4, 4, 4, 4, 3];
  let at = 0;
  return lengths
    .map((length) => number.slice(at, (at += length)))
    .filter(Boolean)
    .join(separator);
};

/** Written as people seldom do; the last two are not promised. */
const odd = [
  (number) => grouped(number, '.'),
  (number) => grouped(number, '/'),
  (number) => grouped(number, '_'),
  (number) => grouped(number, ' - '),
  (number) => grouped(number, '  '),
  (number) => Array.from(number).join(' '),
  (number) => grouped(number, ' ').replace(/(?<=^.{9}) /, '\n'),
  (number) => `${number.slice(0, 8)} ${number.slice(8)}`,
  (number) => grouped(number, ', '),
  (number) => grouped(number, '\n'),
];

/** The last is not promised: it may as well be a row of numbers. */
const inRow = [
  (it) => it,
  (it) => `Card: ${it}`,
  (it) => `| ${it} |`,
  (it) => `| card no. | ${it} | 12/27 |`,
  (it) => `<tr><td class="number">${it}</td></tr>`,
  (it) => `<tr><th>Visa</th> <td>${it}</td></tr>`,
  (it) => `| paid by | ${it} |`,
];

export function cards() {
  const { one, below } = dice(1);
  const plain = numbers.flatMap((number) => [number, ...separators.map((separator) => grouped(number, separator))]);
  const disguised = numbers.flatMap((number) => {
    const text = grouped(number, one([' ', '-']));
    return [one(disguises)(text), one(disguises)(text)];
  });
  const strange = numbers.flatMap((number, index) => [odd[index % odd.length](number)]);
  const sixteen = numbers.filter((number) => number.length === 16);
  return [
    ...[...plain, ...disguised, ...strange].map((text, index) =>
      settings[(index + below(3)) % settings.length](secret(text)),
    ),
    ...sixteen.map((number, index) => `It is ${secret(hypertexts[index % hypertexts.length](grouped(number, ' ')))}.`),
    ...sixteen.map((number, index) => inRow[index % inRow.length](secret(grouped(number, bars[index % bars.length])))),
  ];
}

import { bars, dice, disguises, hypertexts, secret, separators, settings } from './making.mjs';

/** By country: what stands behind the check digits in the examples of the registry. */
const accounts = `AD 00012030200359100100
AE 0331234567890123456
AL 212110090000000235698741
AT 1904300234573201
AZ NABZ00000000137010001944
BA 1290079401028494
BE 539007547034
BG BNBG96611020345678
BH BMAG00001299123456
BI 10000100010000332045181
BR 00360305000010009795493P1
BY NBRB3600900000002Z00AB00
CH 00762011623852957
CR 015202001026284066
CY 002001280000001200527600
CZ 08000000192000145399
DE 370400440532013000
DK 00400440116243
DO BAGR00000001212453611324
EE 2200221020145685
EG 0019000500000000263180002
ES 21000418450200051332
FI 12345600000785
FO 64600001631634
FR 20041010050500013M02606
GB WEST12345698765432
GB NWBK60161331926819
GE NB0000000101904917
GI NWBK000000007099453
GL 64710001000206
GR 01101250000000012300695
GT TRAJ01020000001210029690
HR 10010051863000160
HU 117730161111101800000000
IE AIBK93115212345678
IL 0108000000099999999
IQ NBIQ850123456789012
IS 0159260076545510730339
IT X0542811101000000123456
JO CBJO0010000000000131000302
KW CBKU0000000000001234560101
KZ 125KZT5004100100
LB 0999000000010019012291 14
LC HEMM000100010012001200023015
LI 088100002324013AA
LT 1000011101001000
LU 0019400644750000
LV BANK0000435195001
MC 11222000010123456789030
MD AG000225100013104168
ME 505000012345678951
MK 250120000058984
MR 00020001010000123456753
MT MALT011000012345MTLCAST001S
MU BOMM0101101030300200000MUR
NL ABNA0417164300
NO 86011117947
PK SCBL0000001123456702
PL 109010140000071219812874
PS PALS000000000400123456702
PT 000201231234567890154
QA DOHB00001234567890ABCDEFG
RO AAAA1B31007593840000
RS 260005601001611379
SA 80000000608010167519
SC SSCB11010000000000001497USD
SE 50000000058398257466
SI 263300012039086
SK 12000000198742637541
SM U0322509800000000270100
ST 000100010051845310146
SV CENR00000000000000700025
TL 0080012345678910157
TN 10006035183598478831
TR 0006100519786457841326
UA 322313000002600723356 6001
VA 001123000012345678
VG VPVG0000012345678901
XK 121201234567890 6`
  .split('\n')
  .map((row) => ({ country: row.slice(0, 2), account: row.slice(3).replaceAll(' ', '') }));

function withCheckDigits({ country, account }) {
  const digits = Array.from(`${account}${country}00`, (char) => parseInt(char, 36)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`;
}

const inFours = (iban, separator) => iban.match(/.{1,4}/g).join(separator);

/** As they are also written; the last two are not promised. */
const odd = [
  (iban) => iban.toLowerCase(),
  (iban) => `${iban.slice(0, 2)} ${iban.slice(2, 4)} ${iban.slice(4)}`,
  (iban) => inFours(iban, ' ').replace(/(?<=^.{14}) /, '\n'),
  (iban) => inFours(iban, '.'),
  (iban) => inFours(iban, ' ').toLowerCase(),
  (iban) => `${iban.slice(0, 12)} ${iban.slice(12)}`,
  (iban) => Array.from(iban).join(' '),
  (iban) => inFours(iban, '/'),
];

export function ibans() {
  const { one, below } = dice(2);
  const numbers = accounts.map(withCheckDigits);
  const plain = numbers
    .flatMap((iban, index) => [
      iban,
      inFours(iban, ' '),
      inFours(iban, one(separators)),
      inFours(iban, one(separators)),
      one(disguises)(inFours(iban, ' ')),
      odd[index % odd.length](iban),
    ])
    .map((text, index) => settings[(index + below(3)) % settings.length](secret(text)));
  return [
    ...plain,
    ...numbers.slice(0, 32).map((iban, index) => {
      const write = hypertexts[index % hypertexts.length];
      return `<b>IBAN:</b> ${secret(write(inFours(iban, ' ')))}<br>`;
    }),
    ...numbers.slice(32, 68).map((iban, index) => `| x | ${secret(inFours(iban, bars[index % bars.length]))} |`),
  ];
}

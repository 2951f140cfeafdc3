import fc from 'fast-check';
import { createTextChannel, rewriteText } from '../text';
import { mayBePersonal, patternNames, piiRule } from './piiRule';

const rule = piiRule(patternNames, '[X]');
const ignore = () => undefined;

function redact(text: string): string {
  return rewriteText(rule, text, ignore);
}

function found(text: string): string[] {
  const names: string[] = [];
  rewriteText(rule, text, (name) => names.push(name));
  return names;
}

test('the worked example', () => {
  expect(rewriteText(piiRule(patternNames, '[REDACTED]'), 'Your account number is 1234-5678-9012.', ignore)).toBe(
    'Your account number is [REDACTED].',
  );
});

describe('is found', () => {
  test.each([
    ['account_number', '1234-5678-9012'],
    ['card', '4111 1111 1111 1111'],
    ['card', '4111-1111-1111-1111'],
    ['card', '5500000000000004'],
    ['card', '378282246310005'],
    ['card', '3782 822463 10005'],
    ['card', '30569309025904'],
    ['card', '4222222222222'],
    ['card', '6304000000000000000'],
    ['email', 'jane.doe+news@mail.example.co.uk'],
    ['email', 'j@x.io'],
    ['email', 'JANE_DOE%home@EXAMPLE.COM'],
    ['iban', 'DE89 3704 0044 0532 0130 00'],
    ['iban', 'DE89370400440532013000'],
    ['iban', 'GB82 WEST 1234 5698 7654 32'],
    ['iban', 'NO93 8601 1117 947'],
    ['iban', 'MT84MALT011000012345MTLCAST001S'],
    ['iban', 'BE68 5390 0754 7034'],
    ['ssn', '123-45-6789'],
    ['ssn', '123 45 6789'],
    ['phone', '+1 (555) 123-4567'],
    ['phone', '+14155552671'],
    ['phone', '+44 20 7946 0958'],
    ['phone', '+33 6 12 34 56 78'],
    ['phone', '+49 (0)30 1234567'],
    ['phone', '(555) 123-4567'],
    ['phone', '555-123-4567'],
    ['phone', '555.123.4567'],
    ['phone', '1-800-555-1234'],
    ['phone', '020 7946 0958'],
    ['phone', '030 1234567'],
    ['phone', '0171/1234567'],
  ])('%s: %s', (name, text) => {
    for (const [head, tail] of [
      ['', ''],
      ['It is ', ', yes.'],
      ['"', '"'],
      ['(', ')'],
      ['a: ', '\n'],
      ['**', '**'],
      ['账号', '。'],
    ] as const) {
      expect(redact(head + text + tail)).toBe(`${head}[X]${tail}`);
      expect(found(head + text + tail)).toEqual([name]);
    }
  });

  test.each([
    'account number is 12345678',
    'Account Number: 0012345678',
    'acct no. 12-3456-78',
    'ACCT #123456',
    'a/c 98765432101',
    'account 1234 5678',
  ])('account number by the words before it: %s', (text) => {
    expect(found(text)).toEqual(['account_number']);
    expect(redact(text)).not.toMatch(/\d/);
  });

  test.each(['\u2800', '\u3164', '\u30fb', '%C2%A0', '%E2%80%91', '%25E2%2580%2591', '%F3%A0%81%8F', '&middot;'])(
    'with %s between the groups',
    (separator) => {
      expect(redact(`Pay ${['4111', '1111', '1111', '1111'].join(separator)}.`)).toBe('Pay [X].');
    },
  );

  test.each([
    ['4111<wbr>1111<wbr>1111<wbr>1111', '[X]'],
    ['<b>4111</b> 1111 <i>1111</i> 1111', '<b>[X]'],
    ['4111<!-- --> 1111<!-- --> 1111 1111', '[X]'],
    ['| 4111 | 1111 | 1111 | 1111 |', '| [X] |'],
    ['| n | card no. | 4111 | 1111 | 1111 | 1111 |', '| n | card no. | [X] |'],
    [
      '<tr><td class="n">4111</td><td class="n">1111</td><td>1111</td>\n<td>1111</td></tr>',
      '<tr><td class="n">[X]</td></tr>',
    ],
    ['4111:1111:1111:1111', '[X]'],
    ['4111|1111|1111|1111|12/27', '[X]|12/27'],
    ['| a | DE89 | 3704 | 0044 | 0532 | 0130 | 00 |', '| a | [X] |'],
    ['**DE**89 3704 0044 0532 0130 00', '**[X]'],
    ['SSN 123/45/6789, SSN: 123|45|6789', 'SSN [X], SSN: [X]'],
    ['<b>123</b>-<b>45</b>-<b>6789</b>', '<b>[X]</b>'],
    ['<td>Account number:</td><td><b>1234</b>:5678</td>', '<td>Account number:</td><td><b>[X]</td>'],
    ['1234-<wbr>5678-<wbr>9012', '[X]'],
    ['+49<b>30</b>1234567 or +49|30|1234567', '[X] or [X]'],
    ['phone 555:123:4567', 'phone [X]'],
    ['\\u003cb\\u003e4111\\u003c\\/b\\u003e 1111 1111 1111', '\\u003cb\\u003e[X]'],
    ['**kim**@example.com, kim@**example**.com', '**[X], [X]'],
    ['kim@<b>example</b>.com, <i>kim</i>.<i>lee</i>@example.com', '[X], <i>[X]'],
    ['kim<span class="at">@</span>example&period;<wbr>com', '[X]'],
    ['kim&lt;b&gt;@&lt;/b&gt;example.com', '[X]'],
    ['kim&#64example.com and kim\ufe6bexample\uff61com\u3002\u8c22', '[X] and [X]\u3002\u8c22'],
    ['x<a href="mailto:kim@example.com">kim@example.com</a>', 'x<a href="mailto:[X]">[X]</a>'],
    ['<span>kim@example.com</span><span>12</span>', '<span>[X]</span><span>12</span>'],
    ['<td data-n="4111111111111111">1</td>', '<td data-n="[X]">1</td>'],
  ])('with tags, marks or cells inside: %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  test.each([0x1fbf0, 0x104a0, 0x11066, 0x1d7f6])('in digits of any script (from %i on)', (zero) => {
    const card = Array.from('4111111111111111', (digit) => String.fromCodePoint(zero + Number(digit)));
    expect(redact(`Pay ${card.join('')}.`)).toBe('Pay [X].');
  });

  test.each([
    ['an expiry date', '4111 1111 1111 1111 12/27', '[X] 12/27'],
    ['a year', '4111 1111 1111 1111 2027', '[X] 2027'],
    ['a check number', '4111 1111 1111 1111 123', '[X] 123'],
    ['more words in capitals', 'BE68 5390 0754 7034 THIS ONE', '[X] THIS ONE'],
    ['a full stop', 'jane@example.com. And', '[X]. And'],
    ['a comma and no space', '4111111111111111,2027', '[X],2027'],
  ])('with %s behind it', (_what, text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  test('several times in one text, with the rest left as it is', () => {
    expect(redact('Mail a@b.io or c@d.io, card 4111111111111111; account 1234-5678-9012!')).toBe(
      'Mail [X] or [X], card [X]; account [X]!',
    );
  });
});

describe('is left alone', () => {
  test.each([
    ['a price', '$1,234,567.89 and 1.234.567,89 € and 1 234 567 890'],
    ['a date', '2024-01-15, 15.01.2024, 01/15/2024, 20240115'],
    ['a date and a time', '2024-01-15T10:30:00.123456Z and 2024-01-15 10:30:00 +0100'],
    ['a date behind the word account', 'on account 2024-01-15 and account 12345'],
    ['seconds, milli-, micro- and nanoseconds', '1705312200 1705312200123 1705312200123456 1705312200123456789'],
    ['a version', '1.2.3, v10.20.30, 3.14.159-rc.1, 2.0.0+20240115'],
    ['a UUID', '123e4567-e89b-12d3-a456-426614174000 and 12345678-1234-1234-1234-123456789012'],
    ['an IPv4 address', '192.168.100.200, 10.0.0.1:8080, 255.255.255.255'],
    ['an IPv6 address', '2001:0db8:85a3:0000:0000:8a2e:0370:7334'],
    ['ten digits in a row', 'order 1234567890, id 5551234567'],
    ['a long id', 'user 1234567890123456789 in 1029384756'],
    ['a number with letters', 'AB123456789, inv-1234-5678-9012, X4111111111111111'],
    ['an ISBN', '978-3-16-148410-0 and 0-306-40615-2'],
    ['decimals', '3.141592653589793, 0.4111111111111111, 4111111111111111.5'],
    ['a card number that fails the check', '4111 1111 1111 1112'],
    ['an IBAN that fails the check', 'GB83 WEST 1234 5698 7654 32'],
    ['numbers the social security office never gave', '000-12-3456 666-12-3456 900-12-3456 123-00-4567 123-45-0000'],
    ['years', '2019 2020 2021 and 2019-2020'],
    ['a range', 'pages 100-200, 09:00-17:00, 1990-1999'],
    ['a ZIP code', '12345-6789'],
    ['coordinates', '52.5200, 13.4050; -122.4194'],
    ['code', 'a[10] = x + 12345; if (i < 1000000) { return 0x1F; } f(123) 456'],
    ['a hash', '5d41402abc4b2a76b9719d911017c592 e3b0c44298fc1c149afbf4c8996fb924'],
    ['a mention, a decorator and a package', '@jane @Injectable() react@18.3.1 @scope/name a@b git@host:repo'],
    ['a sum', '1 + 2 = 3, 12345 + 67890, 100 - 200 - 300'],
    ['a row of a table', '| Sales | 4111 | 1111 | 1111 | 1111 |\n| 4111 | 1111 | 1111 | 1111 | 2222 |'],
    ['times', 'account 10:30:45, 12:34:56:78:90:12, phone 15/01/2024 10:30:00'],
    ['a footnote', '1234<sup>5678</sup>-9012'],
    ['a table', '| 1 | 22 | 333 | 4444 |\n| 5 | 66 | 777 | 8888 |'],
  ])('%s', (_what, text) => {
    expect(redact(text)).toBe(text);
  });
});

/** What numbers and addresses consist of, what stands between and around, and what only looks like either. */
const particles = [
  ...['1234', '5678', '9012', '4111', '1111', '555', '123', '45', '6789', '0', '1', '00 44', '7946', '030', '666'],
  ...['-', ' ', '.', '+', '(', ')', '/', ':', ',', '|', "'", ';', '#', '\n', '\r\n', '\t', '  ', '\u00a0', '\u2013'],
  ...['account ', 'number', ' is ', ': ', 'phone ', 'SSN ', 'account_number":"', 'ab', 'X', 'a', 'x'.repeat(63)],
  ...['DE89', 'DE', ' 89', '3704', '0044', '0532', '0130', '00', 'WEST', 'GB82', '2024-01-15', '4111111111111111'],
  ...[
    'jane',
    '@',
    'example',
    '.com',
    'xn--p1ai',
    "o'brien",
    'git',
    'é',
    '用户',
    '公司',
    '字'.repeat(9),
    'a.'.repeat(35),
  ],
  ...[
    '\u200b',
    '\u00ad',
    '\u0301',
    '\u200b'.repeat(5),
    '\u2011',
    '**',
    '`',
    '~',
    '_',
    '%',
    '４',
    '٤',
    '😀',
    '\ud835\udfd2',
  ],
  ...[
    '\\_',
    '\\',
    '\\\\',
    '\\n',
    '\\u0040',
    'u0040',
    '\\u{',
    '40}',
    '&#64;',
    '&nbsp;',
    '&',
    '&amp;',
    'amp;',
    '#64;',
    '%40',
    '%C2%A0',
    '%E2%80',
    '%25',
    '40',
  ],
  ...[
    '<b>',
    '</b>',
    '<wbr>',
    '<',
    '>',
    '</',
    'b>',
    '<br>',
    '<td>',
    '</td>',
    '<tr>',
    '<span class="x">',
    '<span',
    ' class=',
  ],
  ...[
    '&lt;b&gt;',
    '&lt;',
    '&gt;',
    '\\u003c',
    '\\u003e',
    '<\\/b>',
    '<!-- -->',
    '<!--',
    '-->',
    '<b 1=1>',
    '\u3002',
    '|',
    ' | ',
  ],
  ...['1'.repeat(25), '1 '.repeat(40), '&amp;'.repeat(5), '\\'.repeat(9), ' '.repeat(12), '\ud83d'],
];

const pieces = fc
  .array(fc.constantFrom(...particles), { maxLength: 14 })
  .chain((parts) => fc.tuple(fc.constant(parts.join('')), fc.array(fc.nat(parts.join('').length), { maxLength: 6 })))
  .map(([text, cuts]) => {
    const edges = [0, ...cuts.sort((a, b) => a - b), text.length];
    return edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
  });

function stream(parts: string[]): string {
  const channel = createTextChannel(rule, { heldBackChars: 10_000, report: ignore, onLimit: ignore });
  return parts.map((part) => channel.push(part)).join('') + channel.end();
}

test('gives the same streamed as whole, wherever the stream is cut', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      expect(stream(parts)).toBe(redact(parts.join('')));
    }),
    { numRuns: 4000 },
  );
});

test('gives the same streamed one character at a time', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      expect(stream(parts.join('').split(''))).toBe(redact(parts.join('')));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['Hello, ', 'Hello, '],
  ['Hello wor', 'Hello '],
  ['It is 12', 'It is '],
  ['It is 1234-', 'It is '],
  ['It is 1234-5678-9012, ', 'It is [X], '],
  ['No digits here! ', 'No digits here! '],
  ['In 2024, ', 'In 2024, '],
  ['Costs $12.50.\n', 'Costs $12.50.\n'],
])('of "%s" passes on "%s" at once', (text, passed) => {
  const channel = createTextChannel(rule, { heldBackChars: 10_000, report: ignore, onLimit: ignore });
  expect(channel.push(text)).toBe(passed);
});

test('takes no escape of JSON apart, however deep', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...particles), { maxLength: 14 }),
      fc.integer({ min: 1, max: 3 }),
      (parts, depth) => {
        let text = parts.join('').toWellFormed();
        for (let level = 0; level < depth; level++) text = JSON.stringify(text);
        let left: unknown = redact(text);
        for (let level = 0; level < depth; level++) left = JSON.parse(String(left));
        expect(typeof left).toBe('string');
      },
    ),
    { numRuns: 3000 },
  );
});

test('only what was asked for is taken out', () => {
  const text = 'a@b.io 4111111111111111 1234-5678-9012';
  expect(rewriteText(piiRule(['card'], '#'), text, ignore)).toBe('a@b.io # 1234-5678-9012');
  expect(rewriteText(piiRule(['email'], '#'), text, ignore)).toBe('# 4111111111111111 1234-5678-9012');
});

test.each(['4111 11', '４１１１', '٤', '\\u0034\\u0031', 'jane@', 'jane&commat;', 'jane%40', 'IBAN DE89'])(
  '%s may be of a person',
  (text) => {
    expect(mayBePersonal(text)).toBe(true);
  },
);

test.each(['', 'Hello wor', 'IBAN DE', 'a (', '字'])('%s may not', (text) => {
  expect(mayBePersonal(text)).toBe(false);
});

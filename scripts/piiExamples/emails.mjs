import { dice, hypertexts, secret, settings } from './making.mjs';

const locals =
  `jane.doe jane_doe j.d jane+news JANE.DOE o'brien x jane-doe 0jane jane.doe.2 jane%home j_d_e müller josé.garcía
  françois.noël łukasz почта.отдел χρήστης משתמש 用户 ユーザー 사용자`.split(/\s+/);

const domains =
  `example.com example.org example.net mail.example.co.uk EXAMPLE.COM a.b.c.example.com my-shop.example xn--mnchen-3ya.example
  example.xn--p1ai münchen.example пример.рф παράδειγμα.ελ 例子.公司 例え.テスト 예시.한국 example.test example.museum x1.example`.split(
    /\s+/,
  );

/** Ways to write an address. */
const disguises = [
  (it) => it.replace('@', '&#64;'),
  (it) => it.replace('@', '&#x40;'),
  (it) => it.replace('@', '&commat;').replaceAll('.', '&period;'),
  (it) => it.replace('@', '%40'),
  (it) => it.replace('@', '%2540'),
  (it) => it.replace('@', '\\u0040'),
  (it) => it.replace('@', '\\\\u0040'),
  (it) => it.replace('@', '\\@').replaceAll('_', '\\_').replaceAll('.', '\\.'),
  (it) => it.replace('@', '＠'),
  (it) => it.replace('@', '\u200b@\u200b'),
  (it) => it.replaceAll('.', '\u00ad.'),
  (it) => it.replace('@', '&amp;#64;'),
];

const around = [
  (it) => `[${it}](https://example.com)`,
  (it) => `[mail](mailto:${it})`,
  (it) => `<${it}>`,
  (it) => `https://example.com/?to=${it}&x=1`,
  (it) => `\\"${it}\\"`,
  (it) => `\\n${it}\\n`,
  (it) => `%3C${it}%3E`,
  (it) => `\t${it}\r\n`,
  (it) => `mail:${it},`,
];

/** Marks within an address; what stands at its ends is none of it. */
const marked = [
  '**⟦kim**@example.com⟧',
  '⟦kim@**example.com⟧**',
  '⟦kim@**example**.com⟧',
  '⟦kim**@**example.com⟧',
  '*⟦kim*@*example*.*com⟧*',
  '`⟦kim`@`example.com⟧`',
  '~~⟦kim~~@example.com⟧',
  '_⟦kim_@_example_._com⟧_',
  '\\*\\*⟦kim\\*\\*@example.com⟧',
  '**⟦kim.lee**@example.com⟧',
  '<b>⟦kim</b>@example.com⟧',
  '<i>⟦kim</i>.<i>lee</i>@<i>example</i>.<i>com⟧</i>',
  '⟦kim@<b>example</b>.com⟧',
  '⟦kim@exam<b>ple</b>.com⟧',
  '⟦kim@exam<wbr>ple.com⟧',
  '⟦kim<span class="at">@</span>example<span class="dot">.</span>com⟧',
  '⟦kim&#64example.com⟧',
  '⟦kim@example。com⟧',
  '⟦kim@mail。example。com⟧。谢谢',
  '联系 ⟦kim@example.com⟧。谢谢',
  '<span>⟦kim@example.com⟧</span><span>12 Main St</span>',
  '**⟦kim@example.com⟧**and more',
  '<td>mail</td><td>⟦kim@example.com⟧</td>',
  'Mail<b>⟦kim@example.com⟧</b>',
];

/** Not promised. */
const spelledOut =
  `⟦jane at example dot com⟧ | ⟦jane [at] example [dot] com⟧ | ⟦"jane doe"@example.com⟧ | ⟦jane@[192.0.2.1]⟧ | ⟦jane @ example.com⟧
  ⟦jane(at)example.com⟧ | ⟦jane@localhost⟧ | ⟦jane#1@example.com⟧`.split(/\s*[|\n]\s*/);

export function emails() {
  const { one } = dice(6);
  const plain = locals.flatMap((local) =>
    domains.filter((_, index) => index % 2 === local.length % 2).map((domain) => `${local}@${domain}`),
  );
  const disguised = Array.from({ length: 96 }, (_, index) =>
    disguises[index % disguises.length](`${locals[index % 13]}@${domains[index % 8]}`),
  );
  const framed = plain.map((text, index) =>
    /[^\0-\x7f]/.test(text) ? `To ${secret(text)}, now` : settings[index % settings.length](secret(text)),
  );
  return [
    ...framed,
    ...disguised.map((text) => one(settings)(secret(text))),
    ...around.flatMap((frame) => [
      frame(secret(`${one(locals.slice(0, 9))}@example.com`)),
      frame(secret('jane@mail.example')),
    ]),
    ...marked,
    ...hypertexts.flatMap((write) =>
      ['kim@mail.example.com', 'jane-doe@example.org'].map((it) => `<p>${secret(write(it))}</p>`),
    ),
    ...spelledOut,
  ];
}

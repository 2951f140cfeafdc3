/** The same numbers every time. */
export function dice(seed) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    below: (count) => Math.floor(next() * count),
    one: (list) => list[Math.floor(next() * list.length)],
    digits: (count) => Array.from({ length: count }, () => Math.floor(next() * 10)).join(''),
  };
}

export const secret = (text) => `⟦${text}⟧`;

const nbsp = '\u00a0';

/** How the groups of a number are parted, by name. */
export const separators = [' ', '-', nbsp, '\u202f', '\u2009', '\u2007', '\u2011', '\u2010', '\u2013', '\u2212', '\t'];

const fullWidth = (text) => text.replace(/[0-9A-Z]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const arabicIndic = (text) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
const devanagari = (text) => text.replace(/\d/g, (digit) => String.fromCharCode(0x966 + Number(digit)));

/** Other ways to write a number whose groups are parted by `separator`. */
export const disguises = [
  (text) => fullWidth(text),
  (text) => arabicIndic(text),
  (text) => devanagari(text),
  (text) => Array.from(text).join('\u200b'),
  (text) => text.replace(/(?<=\w)(?=\W)/g, '\u00ad'),
  (text) => text.replaceAll(' ', '\u2060 \u2060'),
  (text) => text.replaceAll(' ', '&nbsp;').replaceAll('-', '&#45;'),
  (text) => text.replaceAll(' ', '%20').replaceAll('-', '%2D').replaceAll('+', '%2B'),
  (text) => text.replaceAll('-', '\\-').replaceAll('+', '\\+').replaceAll('(', '\\(').replaceAll(')', '\\)'),
  (text) => text.replaceAll(' ', '\\u00a0').replaceAll('-', '\\u2011'),
  (text) => text.replace(/(?<=\w[ .-])(\w+)(?=\W)/, '**$1**'),
];

/** Ways to write a number or an address in HTML, that look like the thing itself: signs within it are those that match. */
export const hypertexts = [
  (text) => text.replace(/(?<=\w[ @.-])(\w+)(?=[ @.-]\w)/, '<b>$1</b>'),
  (text) => text.replace(/[ @.-](?=\w)/g, '$&<wbr>'),
  (text) => text.replace(/[ @-](?=\w)/, '<!-- -->$&<!-- -->'),
  (text) => text.replace(/[ @-](?=\w)/, '<span class="n-1">$&</span>'),
  (text) => text.replace(/(?<=\w[ @-])\w+(?=[ .-]\w)/, '&lt;em&gt;$&&lt;/em&gt;'),
  (text) => text.replace(/(?<=\w[ @-])\w+(?=[ .-]\w)/, '\\u003ci\\u003e$&\\u003c\\/i\\u003e'),
  (text) => text.replace(/[ @.-](?=\w)/g, '&shy;$&'),
  (text) => text.replace(/(?<=\w)[ @-](?=\w)/, '</span>$&<span style="color: #c00">'),
];

/** What parts the groups of a number in lists, and in the rows of a table that hold nothing else. */
export const bars = ['|', ' | ', ':', '/', ' / ', '<wbr>', '</td><td>', '</td>\n  <td class="n">', '</b></td><td><b>'];

/** Sentences and marks that a secret stands in. */
export const settings = [
  (it) => it,
  (it) => `It is ${it}.`,
  (it) => `**${it}**`,
  (it) => `\`${it}\``,
  (it) => `_${it}_`,
  (it) => `- ${it}\n- next`,
  (it) => `| name | value |\n| --- | --- |\n| x | ${it} |`,
  (it) => `{"value":"${it}","n":1}`,
  (it) => `{\\"value\\":\\"first\\n${it}\\n\\"}`,
  (it) => `"${it}",`,
  (it) => `(${it})`,
  (it) => `<b>${it}</b>`,
  (it) => `值：${it}。`,
  (it) => `x—${it}—y`,
  (it) => `a;${it};b`,
  (it) => `~~${it}~~ gone`,
];

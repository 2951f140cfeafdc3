/** A stretch of ordinary text, or one character that would not be seen, with its code point and name. */
export type TextRun = { hidden: false; text: string } | { hidden: true; text: string; code: string; name: string };

/**
 * What can hide or reorder text: controls, format characters (bidirectional marks, zero width, tags), line separators,
 * fillers, variation selectors, and half surrogates, which no encoding can carry. Not tab, line feed and CR before it, nor the joiner and selector inside an emoji.
 */
const hiding =
  /(?![\t\n])(?!\r\n)(?!(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?)\u200D)(?!(?<=[\p{Extended_Pictographic}\u200D#*0-9])\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180D\u3164\uFFA0\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;

/** Spaces that look like a plain one: named only where they are part of a change, or the change could not be seen. */
const lookAlike = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\t]/u;
const hidingOrLookAlike = new RegExp(`${hiding.source}|${lookAlike.source}`, 'gu');

const names: ReadonlyMap<number, string> = new Map([
  [0x00, 'null'],
  [0x07, 'bell'],
  [0x08, 'backspace'],
  [0x09, 'tab'],
  [0x0d, 'carriage return'],
  [0x1b, 'escape'],
  [0xa0, 'no-break space'],
  [0xad, 'soft hyphen'],
  [0x061c, 'Arabic letter mark'],
  [0x200b, 'zero width space'],
  [0x200c, 'zero width non-joiner'],
  [0x200d, 'zero width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'end of directional formatting'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x202f, 'narrow no-break space'],
  [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'end of directional isolate'],
  [0x3000, 'ideographic space'],
  [0xfeff, 'byte order mark'],
]);

/**
 * Cuts text at the characters a reader would not see; together the runs are the text. In `changed` text spaces that look
 * like a plain one count among them.
 */
export function visibleRuns(text: string, changed = false): TextRun[] {
  const runs: TextRun[] = [];
  let done = 0;
  for (const match of text.matchAll(changed ? hidingOrLookAlike : hiding)) {
    if (match.index > done) runs.push({ hidden: false, text: text.slice(done, match.index) });
    runs.push(hiddenRun(match[0]));
    done = match.index + match[0].length;
  }
  if (done < text.length) runs.push({ hidden: false, text: text.slice(done) });
  return runs;
}

function hiddenRun(character: string): TextRun {
  const point = character.codePointAt(0) ?? 0;
  const code = character === '\t' ? 'TAB' : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    hidden: true,
    text: character,
    code,
    name: names.get(point) ?? (lookAlike.test(character) ? 'space' : 'invisible character'),
  };
}

/** The same as one text, for places that take no markup: titles of windows, tooltips, labels. */
export function visibleString(text: string): string {
  return visibleRuns(text)
    .map((run) => (run.hidden ? `⟨${run.code}⟩` : run.text))
    .join('');
}

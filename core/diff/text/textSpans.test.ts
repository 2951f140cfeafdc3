import fc from 'fast-check';
import { text } from '../testing/arbitraries';
import { textSpans } from './textSpans';

/** `=kept`, `-removed`, `+added`. */
function shown(left: string, right: string): string[] {
  let position = 0;
  return textSpans(left, right, { left: 1e6 }).spans.map((span) => {
    if (span.op === 'add') return `+${span.text}`;
    const from = position;
    position += span.op === 'keep' ? span.length : span.text.length;
    return `${span.op === 'keep' ? '=' : '-'}${left.slice(from, position)}`;
  });
}

const related = (left: string, right: string): boolean => textSpans(left, right, { left: 1e6 }).related;

describe('what a reader sees', () => {
  test('the account number of the worked example, whole', () => {
    expect(shown('Your account number is 1234-5678-9012.', 'Your account number is [REDACTED].')).toEqual([
      '=Your account number is ',
      '-1234-5678-9012',
      '+[REDACTED]',
      '=.',
    ]);
  });

  test('a card number with spaces, whole', () => {
    expect(shown('card 4111 1111 1111 1111 ok', 'card [REDACTED] ok')).toEqual([
      '=card ',
      '-4111 1111 1111 1111',
      '+[REDACTED]',
      '= ok',
    ]);
  });

  test('whole words, although some of their letters are the same', () => {
    expect(shown('the latency is low', 'the density is low')).toEqual(['=the ', '-latency', '+density', '= is low']);
  });

  test('insertions and removals take their space along', () => {
    expect(shown('one two', 'one and two')).toEqual(['=one ', '+and ', '=two']);
    expect(shown('one and two', 'one two')).toEqual(['=one ', '-and ', '=two']);
  });

  test.each([
    ['a line', '- a\n- b\n', '- a\n- c\n- b\n', ['=- a\n', '+- c\n', '=- b\n']],
    [
      'a line that begins as its neighbour',
      'line 1\nline 3',
      'line 1\nline 2\nline 3',
      ['=line 1\n', '+line 2\n', '=line 3'],
    ],
    [
      'a sentence',
      'It rains. It pours. Ok.',
      'It rains. It snows. It pours. Ok.',
      ['=It rains. ', '+It snows. ', '=It pours. Ok.'],
    ],
    ['the last sentence', 'One. Two.', 'One.', ['=One.', '- Two.']],
    ['an item', 'f(a, b, c)', 'f(a, c)', ['=f(a, ', '-b, ', '=c)']],
    ['an emoji among others of its kind', 'x 😀😀 y', 'x 😀 y', ['=x ', '-😀', '=😀 y']],
  ])('%s as a whole, not from the middle of one to the middle of the next', (_, left, right, spans) => {
    expect(shown(left, right)).toEqual(spans);
  });

  test('several changes, each by itself', () => {
    expect(shown('a 1111, b 2222 and c', 'a [X], b [Y] and c')).toEqual([
      '=a ',
      '-1111',
      '+[X]',
      '=, b ',
      '-2222',
      '+[Y]',
      '= and c',
    ]);
  });

  test('a rewritten sentence as one replacement, not as confetti around a common word', () => {
    expect(
      shown('start: big red cars and fast blue bikes here', 'start: tiny green boats and slow white ships here'),
    ).toEqual(['=start: ', '-big red cars and fast blue bikes', '+tiny green boats and slow white ships', '= here']);
  });

  test.each([
    ['Thai', 'ฉันชื่อสมชายและฉัน', 'ฉันชื่อสมหญิงและฉัน', ['=ฉันชื่อสม', '-ชาย', '+หญิง', '=และฉัน']],
    ['Lao', 'ຂ້ອຍຊື່ສົມໄຊ', 'ຂ້ອຍຊື່ບຸນໄຊ', ['=ຂ້ອຍຊື່', '-ສົມ', '+ບຸນ', '=ໄຊ']],
    ['Khmer', 'ខ្ញុំឈ្មោះសុខ', 'ខ្ញុំឈ្មោះតារា', ['=ខ្ញុំឈ្មោះ', '-សុខ', '+តារា']],
    ['skin tones', 'hi 👍🏻 there', 'hi 👍🏿 there', ['=hi ', '-👍🏻', '+👍🏿', '= there']],
    ['keys', 'press 1️⃣ now', 'press 2️⃣ now', ['=press ', '-1️⃣', '+2️⃣', '= now']],
  ])('scripts without spaces by syllables, and signs of several characters whole: %s', (_, left, right, spans) => {
    expect(shown(left, right)).toEqual(spans);
  });

  test('what stands after a full-width colon, without the colon', () => {
    expect(shown('账号：1234-5678-9012。', '账号：[REDACTED]。')).toEqual([
      '=账号：',
      '-1234-5678-9012',
      '+[REDACTED]',
      '=。',
    ]);
  });

  test('ideographs one by one', () => {
    expect(shown('我的号码是秘密', '我的号码是公开')).toEqual(['=我的号码是', '-秘密', '+公开']);
  });
});

describe('characters outside the basic plane', () => {
  test('are never cut, although their first halves are the same', () => {
    expect(shown('hi 😀 there', 'hi 😁 there')).toEqual(['=hi ', '-😀', '+😁', '= there']);
    expect(shown('a\ud83d', 'a\ud83d\ude00')).toEqual(['=a', '-\ud83d', '+\ud83d\ude00']);
  });

  test('stay whole in any text', () => {
    const cuts = (left: string, right: string): boolean => {
      const well = (value: string): boolean => !/[\ud800-\udbff]$|^[\udc00-\udfff]/.test(value);
      return textSpans(left, right, { left: 1e6 }).spans.some((span) => span.op !== 'keep' && !well(span.text));
    };
    const wellFormed = fc
      .array(fc.constantFrom('😀', '😁', '𝒳', 'a', ' ', '.', '\u200d', '\ufe0f'), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(wellFormed, wellFormed, (left, right) => !cuts(left, right)),
      { numRuns: 1_000 },
    );
  });
});

describe('relatedness', () => {
  test.each([
    ['user', 'assistant'],
    ['yes.', 'no.'],
    ['gpt-large', 'sonnet-small'],
    ['', 'something'],
  ])('%j and %j have nothing in common', (left, right) => {
    expect(related(left, right)).toBe(false);
  });

  test.each([
    ['gpt-4o-mini', 'gpt-4o'],
    ['Hello world', 'Goodbye world'],
    ['SSN 123-45-6789 1234 5678 9012', 'SSN [REDACTED]'],
  ])('%j and %j have', (left, right) => {
    expect(related(left, right)).toBe(true);
  });
});

test('the spans lead from one text to the other and back, whatever the budget', () => {
  fc.assert(
    fc.property(text, text, fc.nat(3_000), (left, right, budget) => {
      const { spans } = textSpans(left, right, { left: budget });
      let [position, built, removed] = [0, '', ''];
      for (const span of spans) {
        if (span.op === 'add') built += span.text;
        else if (span.op === 'remove') removed += span.text;
        else {
          built += left.slice(position, position + span.length);
          removed += left.slice(position, position + span.length);
        }
        if (span.op !== 'add') position += span.op === 'keep' ? span.length : span.text.length;
      }
      expect(built).toBe(right);
      expect(removed).toBe(left);
    }),
    { numRuns: 1_000 },
  );
});

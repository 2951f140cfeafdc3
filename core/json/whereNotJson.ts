const space = /[ \t\n\r]*/y;
const plain = /[^"\\\u0000-\u001f]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

/** What may stand next: a value, the first thing in an array or object, a key, its colon, or what follows a value. */
type Expected = 'value' | 'first' | 'key' | 'colon' | 'next';

/**
 * Index of the token at which `text` stops being JSON, its length when only its end is missing; null when it is JSON.
 * A parser's own message quotes the text around that place, which has no business in messages and logs.
 */
export function whereNotJson(text: string): number | null {
  const closers: ('}' | ']')[] = [];
  let expected: Expected = 'value';
  for (let at = skip(space, text, 0); ; at = skip(space, text, at)) {
    if (at === text.length) return expected === 'next' && closers.length === 0 ? null : at;
    const char = text.charAt(at);
    const closer = closers.at(-1);
    if (closer !== undefined && char === closer && (expected === 'next' || expected === 'first')) {
      closers.pop();
      expected = 'next';
      at += 1;
      continue;
    }
    if (expected === 'first') expected = closer === '}' ? 'key' : 'value';
    if (expected === 'value' && (char === '{' || char === '[')) {
      closers.push(char === '{' ? '}' : ']');
      expected = 'first';
      at += 1;
      continue;
    }
    const end = tokenEnd(expected, text, at, closer !== undefined);
    if (end === null) return at;
    expected = after(expected, closer);
    at = end;
  }
}

function after(expected: Expected, closer: '}' | ']' | undefined): Expected {
  if (expected === 'key') return 'colon';
  if (expected === 'colon') return 'value';
  if (expected === 'value') return 'next';
  return closer === '}' ? 'key' : 'value';
}

/** The index behind a token that may stand here, or null. */
function tokenEnd(expected: Expected, text: string, at: number, nested: boolean): number | null {
  const char = text[at];
  if (expected === 'colon') return char === ':' ? at + 1 : null;
  if (expected === 'next') return nested && char === ',' ? at + 1 : null;
  if (char === '"') return endOfString(text, at + 1);
  if (expected === 'key') return null;
  const end = skip(scalar, text, at);
  return end === at ? null : end;
}

function endOfString(text: string, start: number): number | null {
  for (let at = skip(plain, text, start); ; at = skip(plain, text, at)) {
    if (text[at] === '"') return at + 1;
    const end = skip(escaped, text, at);
    if (end === at) return null;
    at = end;
  }
}

/** The index behind what `pattern` finds at `at`; `at` itself when that is nothing. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

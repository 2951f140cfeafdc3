import { stringEnd, type Json } from '../../json';
import { parseBounded } from './parseBounded';

/** The last place up to which the text can be kept, and the brackets that are open there. */
interface Cut {
  end: number;
  depth: number;
}

/**
 * Reads JSON that may have been cut off: what is incomplete at its end (a string, a number that could go on, a key
 * without value) is left out and open brackets are closed, as `@anthropic-ai/sdk`'s partial parser does.
 * `undefined` when the text is not the beginning of JSON.
 */
export function completeJson(text: string): Json | undefined {
  return parseBounded(text) ?? parseBounded(closed(text));
}

function closed(text: string): string {
  const open: string[] = [];
  const cut: Cut = { end: 0, depth: 0 };
  let isKey = false;
  const keepTo = (end: number) => {
    cut.end = end;
    cut.depth = open.length;
  };

  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']');
      isKey = char === '{';
      keepTo(at + 1);
    } else if (char === '}' || char === ']') {
      open.pop();
      isKey = false;
      keepTo(at + 1);
    } else if (char === ',') isKey = open.at(-1) === '}';
    else if (char === ':') isKey = false;
    else if (char === '"') {
      at = stringEnd(text, at);
      if (at < text.length && !isKey) keepTo(at + 1);
    } else {
      const end = scalarEnd(text, at);
      if (end > at) {
        if (isWholeScalar(text.slice(at, end), end === text.length)) keepTo(end);
        at = end - 1;
      }
    }
  }
  const closers = open.slice(0, cut.depth).reverse().join('');
  return text.slice(0, cut.end) + closers;
}

const scalar = /[\w.+-]*/y;

function scalarEnd(text: string, at: number): number {
  scalar.lastIndex = at;
  return at + (scalar.exec(text)?.[0].length ?? 0);
}

/** A number at the very end could have gone on, so it does not count. */
function isWholeScalar(token: string, atEnd: boolean): boolean {
  if (token === 'true' || token === 'false' || token === 'null') return true;
  return !atEnd && parseBounded(token) !== undefined;
}

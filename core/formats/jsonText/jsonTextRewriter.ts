import { createBareToken, type BareToken } from './bareToken';
import { createStringReader } from './stringReader';
import { createStringValue, type StringValue } from './stringValue';
import type { TextChannel } from './textChannel';

export interface JsonTextOptions {
  /** Rewrite numbers too, as the text they are written with. A changed number becomes a string. */
  numbers?: boolean;
}

const bareEnd = /["{}[\],:]/g;

/**
 * Rewrites the string values of a JSON text that arrives in fragments cut anywhere; each value has a channel of its own,
 * keys have none. Every other byte, and every value that its channel leaves alone, comes out exactly as it came.
 *
 * Text that is no JSON, or was cut off, is read as far as it looks like JSON and never fails.
 */
export function createJsonTextRewriter(makeChannel: () => TextChannel, options: JsonTextOptions = {}): TextChannel {
  /** Open containers: true for an object. */
  const open: boolean[] = [];
  const reader = createStringReader();
  let keyNext = false;
  let inside: 'none' | 'key' | 'value' | 'bare' = 'none';
  let value: StringValue | null = null;
  let bare: BareToken | null = null;

  function readString(text: string, at: number): { out: string; end: number } {
    const { pieces, end, closed } = reader.read(text, at);
    let out = value === null ? pieces.map((piece) => piece.raw).join('') : value.push(pieces);
    if (!closed) return { out, end };
    out += `${value?.end() ?? ''}"`;
    value = null;
    inside = 'none';
    return { out, end: end + 1 };
  }

  function readBare(text: string, at: number): { out: string; end: number } {
    bareEnd.lastIndex = at;
    const end = bareEnd.exec(text)?.index ?? text.length;
    bare ??= createBareToken(options.numbers ? makeChannel : null);
    let out = bare.push(text.slice(at, end));
    if (end < text.length) {
      out += bare.end();
      bare = null;
      inside = 'none';
    }
    return { out, end };
  }

  /** A character between values; true when it belongs to a value without quotes. */
  function readStructure(char: string): boolean {
    if (char === '"') {
      inside = keyNext ? 'key' : 'value';
      value = keyNext ? null : createStringValue(makeChannel());
    } else if (char === '{' || char === '[') {
      open.push(char === '{');
      keyNext = char === '{';
    } else if (char === '}' || char === ']') {
      open.pop();
      keyNext = false;
    } else if (char === ',') keyNext = open.at(-1) === true;
    else if (char === ':') keyNext = false;
    else return char.trim() !== '';
    return false;
  }

  return {
    push(text) {
      let out = '';
      let at = 0;
      while (at < text.length) {
        if (inside === 'none') {
          const char = text.charAt(at);
          if (readStructure(char)) inside = 'bare';
          else {
            out += char;
            at += 1;
          }
        } else {
          const read = inside === 'bare' ? readBare(text, at) : readString(text, at);
          out += read.out;
          at = read.end;
        }
      }
      return out;
    },
    end() {
      const rest = reader.rest();
      const tail = value === null ? rest.map((piece) => piece.raw).join('') : value.push(rest) + value.end();
      return tail + (bare?.end() ?? '');
    },
  };
}

import type { TextChannel } from './textChannel';

export interface BareToken {
  push(text: string): string;
  end(): string;
}

const literals = ['true', 'false', 'null'];
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const parts = /^(-?\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
const numberLike = /^[\d.eE+-]*\s*$/;

/**
 * What stands in a JSON text without quotes. `true`, `false` and `null` pass. A number goes through a channel when it
 * is complete, also as the integer that it is (`4.2e1`), and becomes a string if it comes out changed. Anything else is
 * no JSON: it goes through a channel as the plain text it is. Without `makeChannel` everything passes.
 */
export function createBareToken(makeChannel: (() => TextChannel) | null): BareToken {
  if (makeChannel === null) return { push: (text) => text, end: () => '' };
  const make = makeChannel;
  let held = '';
  let plain: TextChannel | null = null;

  return {
    push(text) {
      if (plain !== null) return plain.push(text);
      held += text;
      const mayBeValue = numberLike.test(text) || literals.some((word) => word.startsWith(held.trimEnd()));
      if (mayBeValue) return '';
      plain = make();
      return plain.push(held);
    },
    end() {
      if (plain !== null) return plain.end();
      const token = held.trimEnd();
      if (literals.includes(token)) return held;
      const after = held.slice(token.length);
      const written = rewritten(token, make);
      if (!number.test(token)) return written + after;
      if (written !== token) return JSON.stringify(written) + after;
      const integer = asInteger(token);
      const other = integer === null ? null : rewritten(integer, make);
      return (other === integer ? token : JSON.stringify(other)) + after;
    },
  };
}

function rewritten(text: string, make: () => TextChannel): string {
  const channel = make();
  return channel.push(text) + channel.end();
}

/** Digits of an integer that are worth a look: nobody has a number of more. */
const mostDigits = 40;

/** The integer that a number with a fraction or an exponent is, as programs write what was no integer to them. */
function asInteger(token: string): string | null {
  const [, whole = '', fraction = '', exponent = '0'] = parts.exec(token) ?? [];
  const shift = Number(exponent);
  if (token === whole || Math.abs(shift) > mostDigits || fraction.length > mostDigits) return null;
  const digits = whole + fraction.padEnd(Math.max(0, shift), '0');
  const point = whole.length + shift;
  return point < 1 || /[^0]/.test(digits.slice(point)) ? null : digits.slice(0, point).replace(/^(-?)0+(?=\d)/, '$1');
}

import type { TextChannel } from './textChannel';

export interface BareToken {
  push(text: string): string;
  end(): string;
}

const literals = ['true', 'false', 'null'];
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const numberLike = /^[\d.eE+-]*\s*$/;

/**
 * What stands in a JSON text without quotes. `true`, `false` and `null` pass. A number goes through a channel when it
 * is complete, and becomes a string if it comes out changed. Anything else is no JSON: it goes through a channel as the
 * plain text it is. Without `makeChannel` everything passes.
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
      const channel = make();
      const written = channel.push(token) + channel.end();
      if (written === token || !number.test(token)) return written + held.slice(token.length);
      return JSON.stringify(written) + held.slice(token.length);
    },
  };
}

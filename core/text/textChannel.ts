import type { TextChannel } from '../formats';
import type { Report } from './rewriteText';
import { leftContext, type TextRule, type TextSearch } from './rule';

export interface HoldingTextChannel extends TextChannel {
  /** The text that is held back now. */
  held(): string;
}

export interface TextChannelOptions {
  /** More held-back text than this is let go, as if the text had ended there. */
  heldBackChars: number;
  report: Report;
  /** Called once, when `heldBackChars` was first exceeded. */
  onLimit(): void;
}

/**
 * From here on held-back text is looked at again only when it has grown by this part of itself. Else a pattern that holds
 * back without end would look at all of it with every few characters that come.
 */
const patient = { chars: 1024, growth: 1 / 16 };

/** Passed text is cut off the buffer only now and then. */
const slack = 4 * leftContext;

/**
 * Rewrites a text while it arrives: `push` gives all that is settled by now, and only what might still become, extend
 * or undo a match stays back. All that comes out, put together, is what `rewriteText` makes of the whole text.
 */
export function createTextChannel(rule: TextRule, options: TextChannelOptions): HoldingTextChannel {
  // Passed-on text that matches may look back at, then the text held back, which begins at `settled`.
  let buffer = '';
  let settled = 0;
  let limitReported = false;
  /** How long the held-back text has to be before it is looked at again. */
  let lookAgainAt = 0;

  function settle(length: number, isEnd: boolean): string {
    const text = length === buffer.length ? buffer : buffer.slice(0, length);
    const before = settled;
    const written = settleText(rule.search(text), text, isEnd);
    return written ?? text.slice(before, settled);
  }

  /** Moves `settled` on; null when nothing was replaced on the way. */
  function settleText(search: TextSearch, text: string, isEnd: boolean): string | null {
    let written: string | null = null;
    let open = isEnd ? text.length : search.openFrom(settled);
    while (settled < open) {
      const match = search.next(settled);
      if (match === null || match.start >= open) break;
      written = (written ?? '') + text.slice(settled, match.start) + match.text;
      settled = match.end;
      options.report(match.rule);
      if (open < settled) open = search.openFrom(settled);
    }
    if (written !== null) written += text.slice(settled, open);
    settled = open;
    return written;
  }

  function forget(): void {
    if (settled < slack) return;
    const wanted = settled - leftContext;
    const cut = isLowSurrogate(buffer, wanted) ? wanted - 1 : wanted;
    buffer = buffer.slice(cut);
    settled -= cut;
  }

  return {
    push(text) {
      buffer += text;
      if (buffer.length - settled < lookAgainAt) return '';
      // Half a surrogate pair is no character yet.
      const length = isHighSurrogate(buffer, buffer.length - 1) ? buffer.length - 1 : buffer.length;
      let written = settle(length, false);
      if (length - settled > options.heldBackChars) {
        if (!limitReported) options.onLimit();
        limitReported = true;
        written += settle(length, true);
      }
      const held = buffer.length - settled;
      lookAgainAt = held < patient.chars ? 0 : Math.min(held * (1 + patient.growth), options.heldBackChars);
      forget();
      return written;
    },
    end() {
      return settle(buffer.length, true);
    },
    held: () => buffer.slice(settled),
  };
}

/** The first half of a character beyond the basic plane stands at `at`. */
function isHighSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdbff;
}

/** The second half of a character beyond the basic plane stands at `at`. */
function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

import type { TextChannel } from '../formats';
import type { Report } from './rewriteText';
import { leftContext, type Replacement, type TextRule, type TextSearch } from './rule';

export interface HoldingTextChannel extends TextChannel {
  /** The text that is held back now. */
  held(): string;
  /** `push` that tells what became of the text instead of writing it. */
  settle(text: string): Settled;
}

/** What got settled of a text that was held back and one that was pushed, as one. */
export interface Settled {
  length: number;
  /** In order, counted from the first character that was held back. */
  replaced: readonly Omit<Replacement, 'rule'>[];
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

const none: Replacement[] = [];

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

  /** Moves `settled` on in the first `length` characters; gives what is replaced on the way. */
  function advance(length: number, isEnd: boolean): Replacement[] {
    const text = length === buffer.length ? buffer : buffer.slice(0, length);
    return replacedIn(rule.search(text), text, isEnd);
  }

  function replacedIn(search: TextSearch, text: string, isEnd: boolean): Replacement[] {
    const replaced: Replacement[] = [];
    let open = isEnd ? text.length : search.openFrom(settled);
    while (settled < open) {
      const match = search.next(settled);
      if (match === null || match.start >= open) break;
      replaced.push(match);
      settled = match.end;
      options.report(match.rule);
      if (open < settled) open = search.openFrom(settled);
    }
    settled = open;
    return replaced;
  }

  function take(text: string): Replacement[] {
    buffer += text;
    if (buffer.length - settled < lookAgainAt) return none;
    // Half a surrogate pair is no character yet.
    const length = isHighSurrogate(buffer, buffer.length - 1) ? buffer.length - 1 : buffer.length;
    let replaced = advance(length, false);
    if (length - settled > options.heldBackChars) {
      if (!limitReported) options.onLimit();
      limitReported = true;
      replaced = [...replaced, ...advance(length, true)];
    }
    const held = buffer.length - settled;
    lookAgainAt = held < patient.chars ? 0 : Math.min(held * (1 + patient.growth), options.heldBackChars);
    return replaced;
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
      const from = settled;
      const replaced = take(text);
      const written = rewritten(buffer, { start: from, end: settled }, replaced);
      forget();
      return written;
    },
    end() {
      const from = settled;
      const replaced = advance(buffer.length, true);
      return rewritten(buffer, { start: from, end: settled }, replaced);
    },
    settle(text) {
      const from = settled;
      const replaced = take(text).map((one) => ({ start: one.start - from, end: one.end - from, text: one.text }));
      const length = settled - from;
      forget();
      return { length, replaced };
    },
    held: () => buffer.slice(settled),
  };
}

/** What is between `start` and `end`, with what was put in the place of some of it. */
export function rewritten(
  text: string,
  { start, end }: { start: number; end: number },
  replaced: readonly Omit<Replacement, 'rule'>[],
): string {
  let written = '';
  let at = start;
  for (const one of replaced) {
    written += text.slice(at, one.start) + one.text;
    at = one.end;
  }
  return written === '' ? text.slice(at, end) : written + text.slice(at, end);
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

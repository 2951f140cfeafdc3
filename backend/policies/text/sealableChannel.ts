import type { TextChannel } from '@lens/core/formats';
import type { Report } from '@lens/core/text';

/** A channel that may know what it holds back. */
export interface HeldChannel extends TextChannel {
  held?: () => string;
}

/** A text that its provider may still sign: nobody knows before the end whether it may be rewritten. */
export interface SealableChannel extends HeldChannel {
  /** The signature came: all that is held back goes out as it came in. */
  seal(): void;
  /** The text broke off: `cut` says what goes out of the rest that could still have become a match. */
  breakOff(cut: (rest: string) => string): string;
}

interface SealableOptions {
  make: (report: Report) => HeldChannel;
  /** Told of matches that were replaced, and of those that were left because of the signature. */
  report: Report;
  skipped: Report;
  /** Text from a match on waits up to this length for its signature; then it is taken to have none. */
  maxWaiting: number;
}

/**
 * Passes text on as long as there is no match in it. From the first match on it waits: for the signature, and goes out
 * as it came; or for the end without one, and goes out rewritten. So what a signature covers is never altered, and
 * what none covers never passes.
 */
export function createSealableChannel({ make, report, skipped, maxWaiting }: SealableOptions): SealableChannel {
  const matches: string[] = [];
  let state: 'open' | 'sealed' | 'unsigned' = 'open';
  /** What has come in and not gone out, and what was made of it from the first match on. */
  let owed = '';
  let rewritten = '';
  const inner = make((rule) => {
    if (state === 'unsigned') report(rule);
    else matches.push(rule);
  });

  function decideUnsigned(): string {
    state = 'unsigned';
    for (const rule of matches.splice(0)) report(rule);
    const settled = rewritten;
    rewritten = '';
    return settled;
  }

  function takeOwed(): string {
    const taken = owed;
    owed = '';
    return taken;
  }

  function pushOpen(text: string): string {
    owed += text;
    const settled = inner.push(text);
    if (matches.length === 0) {
      owed = owed.slice(settled.length);
      return settled;
    }
    rewritten += settled;
    return owed.length > maxWaiting ? decideUnsigned() : '';
  }

  function finish(cut: (rest: string) => string): string {
    if (state === 'sealed') return takeOwed();
    const had = matches.length > 0;
    const last = inner.end();
    if (state === 'unsigned' || had) return decideUnsigned() + cut(last);
    return matches.length > 0 ? decideUnsigned() + last : cut(owed);
  }

  return {
    push(text) {
      if (state === 'sealed') return takeOwed() + text;
      return state === 'open' ? pushOpen(text) : inner.push(text);
    },
    seal() {
      if (state !== 'open') return;
      // What is found in the text that was held back counts as well.
      inner.end();
      for (const rule of matches.splice(0)) skipped(rule);
      state = 'sealed';
    },
    end: () => finish((rest) => rest),
    breakOff: finish,
  };
}

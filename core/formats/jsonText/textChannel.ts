/** Rewrites one text while it arrives. */
export interface TextChannel {
  /** Takes in the next piece; gives what is settled by now, which may be nothing yet. */
  push(text: string): string;
  /** The text is over: gives what was held back. */
  end(): string;
}

/** A channel that rewrites its text in one go, when all of it is there. */
export function wholeText(rewrite: (text: string) => string): TextChannel {
  let whole = '';
  return {
    push(text) {
      whole += text;
      return '';
    },
    end: () => rewrite(whole),
  };
}

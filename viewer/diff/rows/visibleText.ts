import { visibleRuns } from '../../format';

/** Spaces that look like a plain one: named only where they are part of a change, or the change could not be seen. */
const lookAlike = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\t]/gu;

export interface VisiblePart {
  text: string;
  /** The text names a character that can't be seen. */
  hidden: boolean;
}

/**
 * Splits text into what can be drawn and names for what can't, such as `⟨U+202E⟩`: whoever hides a change, or an
 * instruction in a prompt, uses characters that are invisible or that rearrange what is seen.
 */
export function visibleText(text: string, changed = false): VisiblePart[] {
  return visibleRuns(text).flatMap((run) => {
    if (run.hidden) return [{ text: `⟨${run.code}⟩`, hidden: true }];
    return changed ? nameSpaces(run.text) : [{ text: run.text, hidden: false }];
  });
}

function nameSpaces(text: string): VisiblePart[] {
  const parts: VisiblePart[] = [];
  let from = 0;
  for (const match of text.matchAll(lookAlike)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), hidden: false });
    parts.push({ text: nameOf(match[0]), hidden: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), hidden: false });
  return parts;
}

function nameOf(space: string): string {
  return space === '\t' ? '⟨TAB⟩' : `⟨U+${space.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

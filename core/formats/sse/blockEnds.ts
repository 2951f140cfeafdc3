const LF = 0x0a;
const CR = 0x0d;

/** What has to be remembered of the bytes before, so that lines can be found in the bytes that follow. */
export interface LineState {
  /** Nothing of the current line has come yet. */
  lineIsEmpty: boolean;
  /** The last byte was CR: an LF that follows ends no second line. */
  afterCr: boolean;
  /** The last line ended in CRLF. */
  endsInCrLf: boolean;
  /** A blank line's CR has come and its LF is due before the event may be given out. */
  awaitsLf: boolean;
}

export function newLineState(): LineState {
  return { lineIsEmpty: true, afterCr: false, endsInCrLf: false, awaitsLf: false };
}

/**
 * The offsets in `bytes` at which a blank line, and so an event, ends. 0 stands for an event that was complete before.
 *
 * A blank line that ends in CR closes its event at once where lines end in CR alone; where they end in CRLF its LF is
 * waited for. So where events end does not depend on where the bytes were cut, and no event waits for the next one.
 */
export function blockEnds(bytes: Uint8Array, state: LineState): number[] {
  const ends: number[] = [];
  if (bytes.length === 0) return ends;
  let at = afterPendingCr(bytes, state, ends);
  let nextLf = bytes.indexOf(LF, at);
  let nextCr = bytes.indexOf(CR, at);

  while (nextLf !== -1 || nextCr !== -1) {
    const isCr = nextCr !== -1 && (nextLf === -1 || nextCr < nextLf);
    const lineEnd = isCr ? nextCr : nextLf;
    const closes = state.lineIsEmpty && lineEnd === at;
    state.lineIsEmpty = true;
    at = lineEnd + 1;
    if (isCr) at = afterCr(bytes, at, closes, state, ends);
    else {
      state.endsInCrLf = false;
      if (closes) ends.push(at);
    }
    if (nextLf !== -1 && nextLf < at) nextLf = bytes.indexOf(LF, at);
    if (nextCr !== -1 && nextCr < at) nextCr = bytes.indexOf(CR, at);
  }
  if (at < bytes.length) state.lineIsEmpty = false;
  return ends;
}

/** The bytes before ended in CR: an LF in front of these belongs to it. */
function afterPendingCr(bytes: Uint8Array, state: LineState, ends: number[]): number {
  if (!state.afterCr) return 0;
  const at = bytes[0] === LF ? 1 : 0;
  state.afterCr = false;
  state.endsInCrLf = at === 1;
  if (state.awaitsLf) ends.push(at);
  state.awaitsLf = false;
  return at;
}

/** A CR stands before `at`; gives where the next line begins. */
function afterCr(bytes: Uint8Array, at: number, closes: boolean, state: LineState, ends: number[]): number {
  const withLf = state.endsInCrLf;
  if (at === bytes.length) {
    state.afterCr = true;
    state.awaitsLf = closes && withLf;
    if (closes && !withLf) ends.push(at);
    return at;
  }
  state.endsInCrLf = bytes[at] === LF;
  const next = state.endsInCrLf ? at + 1 : at;
  if (closes) ends.push(withLf ? next : at);
  return next;
}

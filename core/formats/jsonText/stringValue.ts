import type { TextChannel } from './textChannel';

/** A piece of a string as it is written and the text that it stands for. */
interface Piece {
  raw: string;
  text: string;
}

export interface StringValue {
  /** Takes in pieces of the string; gives what can be written by now, escaped. */
  push(pieces: Piece[]): string;
  end(): string;
}

export type { Piece };

/**
 * One string of a JSON text on its way through a channel. As long as what comes out is what went in, it is written with
 * the very escapes it came with; from the first difference on it is escaped anew.
 */
export function createStringValue(channel: TextChannel): StringValue {
  let pending: Piece[] = [];
  let differs = false;
  /** Half a surrogate pair, which is written together with the other half. */
  let half = '';

  function write(added: string, isEnd: boolean): string {
    const all = half + added;
    half = !isEnd && endsInHighSurrogate(all) ? all.slice(-1) : '';
    const text = half === '' ? all : all.slice(0, -1);
    if (text === '') return '';
    if (!differs) {
      const asItCame = takePrefix(text);
      if (asItCame !== null) return asItCame;
      differs = true;
      pending = [];
    }
    return escaped(text);
  }

  /** The written form of `text` if the pending pieces begin with it, which are then used up; null if they do not. */
  function takePrefix(text: string): string | null {
    let raw = '';
    let at = 0;
    let used = 0;
    for (const piece of pending) {
      if (at === text.length) break;
      const rest = text.length - at;
      if (!text.startsWith(rest < piece.text.length ? piece.text.slice(0, rest) : piece.text, at)) return null;
      if (rest < piece.text.length) {
        pending[used] = { raw: piece.raw.slice(rest), text: piece.text.slice(rest) };
        raw += piece.raw.slice(0, rest);
        at = text.length;
      } else {
        raw += piece.raw;
        at += piece.text.length;
        used += 1;
      }
    }
    if (at < text.length) return null;
    pending = pending.slice(used);
    return raw;
  }

  return {
    push(pieces) {
      if (!differs) for (const piece of pieces) pending.push(piece);
      return write(channel.push(pieces.map((piece) => piece.text).join('')), false);
    },
    end: () => write(channel.end(), true),
  };
}

/** As the inside of a JSON string. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function endsInHighSurrogate(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

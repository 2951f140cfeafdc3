/** Where a word of each sum began last in the text that is read. One for all texts: a new one for each costs more than its use. */
const lastOfSum = new Int32Array(4096);
/** 1 for a lower case letter or a digit. */
const isWordCode = Uint8Array.from({ length: 256 }, (_, code) => Number(/[a-z0-9]/.test(String.fromCharCode(code))));

/**
 * The words of a text in lower case that is ASCII alone, each once. Most words of a text come again: those are found by a
 * sum of their letters and compared where they stand, as to make a string of each costs more than all the rest.
 */
export function asciiWords(text: string, maxWordChars: number): Set<string> {
  const words = new Set<string>();
  // Bytes are read faster than characters. The last one ends a word.
  const bytes = Buffer.from(`${text} `, 'latin1');
  const last = lastOfSum.subarray(0, placesFor(text.length)).fill(0);
  let from = 0;
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at] ?? 0;
    if (isWordCode[code] === 1) {
      sum = (Math.imul(sum, 31) + code) | 0;
      continue;
    }
    if (at > from) {
      const place = (sum ^ (sum >>> 16)) & (last.length - 1);
      if (!isWordAt(bytes, last[place] ?? 0, from, at)) words.add(text.slice(from, Math.min(at, from + maxWordChars)));
      last[place] = from;
    }
    from = at + 1;
    sum = 0;
  }
  return words;
}

function placesFor(chars: number): number {
  return Math.min(lastOfSum.length, 2 ** Math.ceil(Math.log2(chars / 2 + 2)));
}

/** The word from `from` to `to` is also the one that begins earlier, at `before`. */
function isWordAt(bytes: Buffer, before: number, from: number, to: number): boolean {
  const offset = from - before;
  if (offset === 0 || isWordCode[bytes[to - offset] ?? 0] === 1) return false;
  for (let at = from; at < to; at += 1) if (bytes[at - offset] !== bytes[at]) return false;
  return true;
}

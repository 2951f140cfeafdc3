import type { Tokens } from './tokens';

/** Longest chain of occupied places that is searched; hashes chosen to collide only cost precision, not time. */
const MAX_PROBES = 32;

export interface WordIds {
  left: Int32Array;
  right: Int32Array;
  /** All ids lie below this. */
  size: number;
}

/** Numbers the words of two texts: equal words get equal numbers. Goes by hash, so a match has to be checked against the texts. */
export function internWords(left: Tokens, right: Tokens): WordIds {
  const total = left.words.length + right.words.length;
  const capacity = 1 << (32 - Math.clz32(2 * total + 1));
  const table: Table = { hashes: new Int32Array(capacity), ids: new Int32Array(capacity), size: 1 };
  return { left: idsOf(left, table), right: idsOf(right, table), size: table.size };
}

interface Table {
  hashes: Int32Array;
  /** 0 where the place is free. */
  ids: Int32Array;
  size: number;
}

function idsOf(tokens: Tokens, table: Table): Int32Array {
  return tokens.words.map((token) => idOf(tokens.hashes[token] ?? 0, table));
}

function idOf(hash: number, table: Table): number {
  const mask = table.hashes.length - 1;
  for (let probe = 0; probe < MAX_PROBES; probe++) {
    const place = (hash + probe) & mask;
    const id = table.ids[place] ?? 0;
    if (id !== 0 && table.hashes[place] === hash) return id;
    if (id === 0) {
      table.hashes[place] = hash;
      table.ids[place] = table.size;
      return table.size++;
    }
  }
  return table.size++;
}

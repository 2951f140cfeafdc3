/** Pseudo-random numbers from a seed (mulberry32), so that every engine gets the same bodies. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function vocabulary(next: () => number, size: number): string[] {
  return Array.from({ length: size }, () => Math.floor(next() * 2 ** 40).toString(36));
}

/** About `characters` of words from a vocabulary. */
export function prose(next: () => number, words: string[], characters: number): string {
  const parts: string[] = [];
  for (let length = 0; length < characters;) {
    const word = words[Math.floor(next() * words.length)] ?? '';
    parts.push(word);
    length += word.length + 1;
  }
  return parts.join(' ');
}

export function shuffled<T>(next: () => number, values: T[]): T[] {
  return values
    .map((value) => ({ value, place: next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

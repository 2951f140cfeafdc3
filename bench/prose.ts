/** Text for benchmarks: no two alike, and always the same from run to run. */

const syllables = [
  'ka',
  'ro',
  'mi',
  'ten',
  'sul',
  'ver',
  'da',
  'li',
  'on',
  'est',
  'pra',
  'gno',
  'fe',
  'um',
  'is',
  'tor',
];
const words = Array.from({ length: 4_000 }, (_, index) =>
  [index % 16, (index >> 4) % 16, (index * 7) % 13]
    .slice(0, 1 + (index % 3))
    .map((part) => syllables[part])
    .join(''),
);

/** Words of one language, some common and most rare: compressed it shrinks to a third, as people's texts do. */
export function createProse(seed: number): (length: number) => string {
  let state = seed >>> 0;
  /** The generator of Numerical Recipes: what it is used for asks no more of it. */
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return (length) => {
    const found: string[] = [];
    for (let size = 0; size < length;) {
      const word = words[Math.floor(words.length * random() ** 2.5)] ?? '';
      found.push(word);
      size += word.length + 1;
    }
    return found.join(' ').slice(0, length);
  };
}

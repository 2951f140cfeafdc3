import type { Json } from '../../json';

/** Deeper texts are compared as text: parsed, they would nest deltas without a bound. */
const MAX_DEPTH = 100;

/** The object or array that a string holds as JSON text (tool arguments, for example), or undefined when it holds none. */
export function parseEmbedded(text: string): Json[] | Record<string, Json> | undefined {
  if (!looksLikeContainer(text) || depthOf(text) > MAX_DEPTH) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // That it does not parse is the answer: most strings with a brace at both ends are prose or code.
    return undefined;
  }
}

function looksLikeContainer(text: string): boolean {
  const first = firstVisible(text);
  return (first === '{' || first === '[') && /[}\]]\s{0,8}$/.test(text.slice(-9));
}

function firstVisible(text: string): string {
  return text.slice(0, 64).trimStart().charAt(0);
}

/** How deep brackets nest. Those inside strings count too, which at worst means that a text is compared as text. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}

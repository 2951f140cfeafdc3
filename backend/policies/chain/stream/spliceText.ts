/**
 * JSON text in which one string, `before`, is `after`; null when that can't be told without parsing. All else stays as
 * the provider wrote it, numbers that JavaScript can't hold included.
 *
 * @param json its strings are written as `JSON.stringify` writes them, so that `before` stands there, and if it stands
 * there only once, it is what is meant; see {@link isWrittenPlainly}
 */
export function spliceText(json: string, before: string, after: string): string | null {
  const written = JSON.stringify(before);
  const at = json.indexOf(written);
  if (at === -1 || json.includes(written, at + 1)) return null;
  return json.slice(0, at) + JSON.stringify(after) + json.slice(at + written.length);
}

/** Without an escape in it there is only one way to write a string. */
export function isWrittenPlainly(json: string): boolean {
  return !json.includes('\\');
}

/** Where the string that opens at `open` closes; the text's length when it does not. */
export function stringEnd(text: string, open: number): number {
  for (let end = text.indexOf('"', open + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/** What the inside of a string literal says. */
export function unescaped(inside: string): string {
  return inside.includes('\\') ? String(JSON.parse(`"${inside}"`)) : inside;
}

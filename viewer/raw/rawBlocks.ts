/**
 * Cuts a text into pieces of some `size` characters, at line ends where there are any, so that the browser lays out and paints
 * only those near the viewport. Together they are the text.
 */
export function rawBlocks(text: string, size: number): string[] {
  const blocks: string[] = [];
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf('\n', Math.min(from + size, text.length));
    const until = end === -1 ? text.length : end + 1;
    blocks.push(text.slice(from, until));
    from = until;
  }
  return blocks;
}

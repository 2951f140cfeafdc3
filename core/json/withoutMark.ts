/** JSON text without the byte order mark that some writers put before it: readers may overlook it, parsers here don't (RFC 8259 §8.1). */
export function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

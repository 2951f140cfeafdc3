/** What follows on each word: the end of its text, and that it has no positions. */
const end = '\0\0\0';

/** Words as PostgreSQL receives a `tsvector` in binary (`tsvectorrecv`, which sorts them): their number, then each. */
export function tsvectorBytes(words: string[]): Buffer {
  const text = words.length === 0 ? '' : words.join(end) + end;
  const bytes = Buffer.allocUnsafe(4 + Buffer.byteLength(text));
  bytes.writeInt32BE(words.length, 0);
  bytes.write(text, 4);
  return bytes;
}

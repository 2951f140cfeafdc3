const utf8 = new TextEncoder();
const lineBreak = /\r\n|[\n\r]/;

/**
 * The bytes of one server-sent event. An empty `event` gives no `event:` line, as OpenAI's API wants it; data of
 * several lines becomes several `data:` lines. A line break in the event name, which would begin a field of its own,
 * is taken out.
 */
export function encodeSse(event: string, data: string): Uint8Array {
  return utf8.encode(sseText(event, data));
}

/** {@link encodeSse} as text. */
export function sseText(event: string, data: string): string {
  const name = event === '' ? '' : `event: ${event.replaceAll(/[\r\n]/g, '')}\n`;
  const isOneLine = !data.includes('\n') && !data.includes('\r');
  const lines = isOneLine ? data : data.split(lineBreak).join('\ndata: ');
  return `${name}data: ${lines}\n\n`;
}

import { apiToken, type Lens } from './lens';

/** The messages of the live feed that are kept. */
export async function feedSoFar(lens: Lens): Promise<string> {
  const abort = new AbortController();
  const headers = { authorization: `Bearer ${apiToken}` };
  const answer = await fetch(`${lens.url}/api/v1/activity?recent=10000`, { headers, signal: abort.signal });
  let text = '';
  // What is kept comes at once, and the newest is that of a call that is stored.
  for await (const bytes of answer.body ?? []) {
    text += Buffer.from(bytes).toString();
    if (text.includes('call.stored') && text.endsWith('\n\n')) break;
  }
  abort.abort();
  return text;
}

import { apiToken, type Lens } from './lens';

/** What the live feed has kept, up to where it has told of each of these calls that it is stored. */
export async function feedOf(lens: Lens, callIds: readonly string[]): Promise<string> {
  const abort = new AbortController();
  const headers = { authorization: `Bearer ${apiToken}` };
  const answer = await fetch(`${lens.url}/api/v1/activity?recent=10000`, { headers, signal: abort.signal });
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of answer.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (callIds.every((id) => text.includes(`"call_id":"${id}","event_type":"call.stored"`))) break;
  }
  abort.abort();
  return text;
}

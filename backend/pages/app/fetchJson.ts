/** Asks the query API. Throws with the problem's own words, or with what the network said. */
export async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  if (response.ok) return response.json();
  const problem: unknown = await response.json().catch(() => null);
  const detail = typeof problem === 'object' && problem !== null && 'detail' in problem ? problem.detail : null;
  throw new Error(typeof detail === 'string' ? detail : `the server answered ${response.status}`);
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

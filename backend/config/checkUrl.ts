export const notUrl = { message: 'is not a URL.', remedy: 'Write it with its scheme, as in https://host:port/path.' };

/**
 * What is wrong with the URL of another server, or null. Credentials are refused because URLs end up in logs, error
 * messages and spans.
 */
export function checkUrl(value: string): { message: string; remedy: string } | null {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null) return notUrl;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { message: `has the scheme ${url.protocol}`, remedy: 'Use http: or https:.' };
  }
  if (url.username !== '' || url.password !== '') {
    return { message: 'holds credentials.', remedy: 'Take them out; a key comes from the variable named by key_env.' };
  }
  if (url.search !== '' || url.hash !== '') {
    return { message: 'has a query or fragment.', remedy: 'Leave only scheme, host, port and path.' };
  }
  return null;
}

/** `https://host/prefix/v1/` → `https://host/prefix`: clients' base URLs end in `/v1`, an upstream's goes before it. */
export function normaliseBaseUrl(value: string): string {
  return value.replace(/\/+$/, '').replace(/\/v1$/, '').replace(/\/+$/, '');
}

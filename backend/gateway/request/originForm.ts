/**
 * The path with its query. A request may name scheme and host before it, as for a proxy (RFC 9112 §3.2.2): they mean this
 * server, and a provider that read them could send the request, key and all, wherever they say.
 */
export function originForm(url: string): string {
  if (url.startsWith('/')) return url;
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

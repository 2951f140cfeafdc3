import { hasTokenWord } from './tokenWord';

/**
 * The path with its query. A request may name scheme and host before it, as for a proxy (RFC 9112 §3.2.2): they mean this
 * server, and a provider that read them could send the request, key and all, wherever they say.
 */
export function originForm(url: string): string {
  if (url.startsWith('/')) return url;
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

const secretParameter =
  /^((x|api|access|auth|client|id|refresh|session|bearer)[-_]?)*(key|token|auth|authorization|bearer|secret|password|credential|signature|sig)$/i;

/** The path with its query, as it is stored: values of parameters that may hold a credential are taken out. */
export function recordedEndpoint(url: string, isGatewayToken: (candidate: string) => boolean): string {
  const start = url.indexOf('?');
  if (start === -1) return url;
  const parameters = url
    .slice(start + 1)
    .split('&')
    .map((parameter) => {
      const [name = ''] = parameter.split('=', 1);
      const secret = secretParameter.test(decoded(name)) || hasTokenWord(parameter, isGatewayToken);
      return secret ? `${name}=[REMOVED]` : parameter;
    });
  return `${url.slice(0, start)}?${parameters.join('&')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoding: then the provider reads the letters as they are, too.
    return text;
  }
}

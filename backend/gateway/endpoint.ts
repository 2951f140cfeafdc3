const secretParameter = /^(api[-_]?key|key|token|access[-_]?token|auth|authorization|secret|password|signature|sig)$/i;

/** The path with its query, as it is stored: values of parameters that may hold a credential are taken out. */
export function recordedEndpoint(url: string): string {
  const start = url.indexOf('?');
  if (start === -1) return url;
  const parameters = url
    .slice(start + 1)
    .split('&')
    .map((parameter) => {
      const [name = ''] = parameter.split('=', 1);
      return secretParameter.test(decoded(name)) ? `${name}=[REMOVED]` : parameter;
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

/**
 * True for a path that every server reads alike. Not so are `.` and `..` segments, which climb out of an upstream's base
 * path, and second spellings (`%63hat`, `//`, `%2f`, `;x`), by which a call of a main route would pass as
 * another path, past its policies.
 */
export function isPlainPath(url: string): boolean {
  const query = url.indexOf('?');
  const path = query === -1 ? url : url.slice(0, query);
  if (/\\|;|\/\/|\/\.{1,2}(?=\/|$)/.test(path)) return false;
  return !path.includes('%') || !respelled.test(path);
}

/** Percent-encoded letters, digits, `-._~`, `/`, `\`, `;` and `%` itself, which would be decoded twice. */
const respelled = /%(2[5def]|3[\db]|4[1-9a-f]|5[\dacf]|6[1-9a-f]|7[\dae])/i;

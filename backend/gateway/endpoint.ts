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

/** A path that could climb out of an upstream's base path: `..` and `.` segments, plain or encoded, and backslashes. */
export function climbs(url: string): boolean {
  const [path = ''] = url.split('?', 1);
  return /(^|[/\\]|%2f|%5c)(\.|%2e){1,2}(;[^/]*)?([/\\]|%2f|%5c|$)/i.test(path) || path.includes('\\');
}

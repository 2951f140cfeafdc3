/**
 * The readings of a path that some server on its way may take it for: as it stands, and percent-decoded as often as that
 * still changes it. Null for a path that is wrongly encoded, or encoded more often than anyone means.
 */
export function readingsOf(path: string): string[] | null {
  if (!wellEncoded(path)) return null;
  const readings = [path];
  for (let reading = path; readings.length <= MOST_DECODINGS;) {
    const next = decoded(reading);
    if (next === reading) return readings;
    readings.push(next);
    reading = next;
  }
  return null;
}

/** An id with a percent sign in it takes two; a proxy that decodes before it passes on, one more. */
const MOST_DECODINGS = 4;

/** Printable ASCII and whole characters of UTF-8: what else stands in a path, servers drop, replace or read each in their own way. */
function wellEncoded(path: string): boolean {
  if (!/^[!-~]*$/.test(path)) return false;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    // A stray percent sign, or bytes that are no UTF-8.
    return false;
  }
}

/** What can be decoded, decoded; a decoded id may well hold a percent sign that means nothing. */
function decoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return Buffer.from(run.replaceAll('%', ''), 'hex').toString('latin1');
    }
  });
}

/** The reading of a server that takes look-alikes for the letters, ignores case, and drops what is no printable ASCII. */
export function folded(reading: string): string {
  return reading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^!-~]/g, '');
}

/**
 * True where a path's segments are the same to every server: none is empty, `.` or `..`, which climb out of an upstream's
 * base path, none has parameters (`;x`), spaces at an end or control characters, which many servers trim.
 */
export function hasPlainSegments(reading: string): boolean {
  return !/[\\;\u0000-\u001f\u007f]|\/\/|\/\.{1,2}(?=[/?#]|$)|\/\s|\s(?=\/|$)/.test(reading);
}

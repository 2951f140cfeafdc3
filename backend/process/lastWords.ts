/** Why a process ended, from what it wrote last: V8's and Node's own reports are dozens of lines. */
export function lastWords(stderr: string, code: number | null, signal: string | null): string {
  const how = signal === null ? `exit code ${code}` : signal;
  const lines = stderr.split('\n').map((line) => line.trim());
  const why =
    lines.find((line) => line.startsWith('FATAL ERROR:')) ??
    lines.find((line) => /^(Uncaught )?\w*Error\b/.test(line)) ??
    lines.findLast((line) => line !== '' && !line.startsWith('Node.js v'));
  return why === undefined ? how : `${why} (${how})`;
}

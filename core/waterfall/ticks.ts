/** Round positions on a time axis from 0 to `durationMs`: a step of 1, 2 or 5 times a power of ten, at most `most` steps. */
export function axisTicks(durationMs: number, most = 8): number[] {
  if (!(durationMs > 0) || !Number.isFinite(durationMs)) return [0];
  const rough = durationMs / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * (1 - 1e-9));
  const size = step ?? durationMs;
  const count = Math.floor(durationMs / size + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => index * size);
}

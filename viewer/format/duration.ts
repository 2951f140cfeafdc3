const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Milliseconds as people read them, to three digits: `0.42 ms`, `3.00 ms`, `310 ms`, `1.24 s`, `2 min 05 s`; null is `unknown`. */
export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return 'unknown';
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < 999.5) return `${threeDigits(ms)} ms`;
  if (ms < 59_950) return `${(ms / second).toPrecision(3)} s`;
  const seconds = Math.round(ms / second);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  const minutes = Math.round(ms / minute);
  return `${Math.floor(ms / hour)} h ${pad(minutes % 60)} min`;
}

function threeDigits(ms: number): string {
  if (ms < 0.005) return '0';
  return ms < 1 ? ms.toFixed(2) : ms.toPrecision(3);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

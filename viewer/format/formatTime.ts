const minute = 60_000;
const hour = 60 * minute;

/** `2026-11-20 23:12:04.113 UTC` from an ISO time; the text itself when it is none. */
export function formatUtc(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return `${time.toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

/** The clock part of `formatUtc`: `23:12:04.113`. */
export function formatUtcClock(iso: string): string {
  return formatUtc(iso).slice(11, 23);
}

/** The same in the reader's time zone: `23:12:04.113` today, `20 Nov 23:12:04` before. */
export function formatLocal(iso: string, now: number): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  if (time.toDateString() === new Date(now).toDateString()) return localClock(time, true);
  const year = time.getFullYear() === new Date(now).getFullYear() ? '' : ` ${time.getFullYear()}`;
  return `${time.getDate()} ${time.toLocaleString('en-GB', { month: 'short' })}${year} ${localClock(time, false)}`;
}

/** `just now`, `12 s ago`, `4 min ago`; null for an hour and more, and for times to come. */
export function formatAgo(iso: string, now: number): string | null {
  const age = now - new Date(iso).getTime();
  if (!(age > -minute && age < hour)) return null;
  if (age < 5000) return 'just now';
  return age < minute ? `${Math.floor(age / 1000)} s ago` : `${Math.floor(age / minute)} min ago`;
}

function localClock(time: Date, millis: boolean): string {
  const parts = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return parts.join(':') + (millis ? `.${String(time.getMilliseconds()).padStart(3, '0')}` : '');
}

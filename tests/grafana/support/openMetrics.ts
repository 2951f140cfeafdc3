const minute = 60;

/** Series in the short form of promtool's tests, a sample a minute, with where they are put. */
export interface PlacedSeries {
  series: Record<string, string>;
  /** Labels that each gets too. */
  labels: Record<string, string>;
  /** Of the first sample, in seconds since 1970. */
  from: number;
}

export interface Span {
  from: number;
  to: number;
}

/**
 * As a text of which `promtool tsdb create-blocks-from openmetrics` makes what Prometheus keeps: the samples of these
 * spans of time. After its last one a series goes on as before it.
 */
export function openMetrics(placed: readonly PlacedSeries[], spans: readonly Span[]): string {
  const end = Math.max(...spans.map(({ to }) => to));
  const isWanted = (time: number) => spans.some(({ from, to }) => time >= from && time <= to);
  const lines = placed.flatMap(({ series, labels, from }) =>
    Object.entries(series).flatMap(([selector, values]) => {
      const name = labelled(selector, labels);
      return samplesOf(values, Math.floor((end - from) / minute)).flatMap((value, at) => {
        const time = from + at * minute;
        return value !== null && isWanted(time) ? [`${name} ${value} ${time}`] : [];
      });
    }),
  );
  return `${lines.join('\n')}\n# EOF\n`;
}

/** `up{job="a"}` or `up` with more labels, without the spaces that OpenMetrics does not know. */
function labelled(selector: string, labels: Record<string, string>): string {
  const [, name = '', own = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(selector) ?? [];
  const more = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${[...own.split(', ').filter(Boolean), ...more].join(',')}}`;
}

/** Null where there is none. */
function samplesOf(values: string, count: number): (number | null)[] {
  const samples: (number | null)[] = [];
  let step = 0;
  for (const part of values.split(' ')) {
    const [, none, from = '', by = '', times = ''] =
      /^(?:(_|stale)|(-?[\d.]+)([+-][\d.]+))(?:x(\d+))?$/.exec(part) ?? [];
    const more = times === '' ? 0 : Number(times);
    if (none === '_') samples.push(...Array.from({ length: times === '' ? 1 : more }, () => null));
    else if (none === 'stale') samples.push(null);
    else {
      step = Number(by);
      for (let at = 0; at <= more; at++) samples.push(Number(from) + step * at);
    }
  }
  let last = samples.at(-1) ?? 0;
  while (samples.length < count) samples.push((last += step));
  return samples;
}

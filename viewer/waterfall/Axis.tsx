import type { Waterfall } from '@lens/core/waterfall';
import { formatDuration } from '../format';
import { percent } from './percent';

/** The labels of the time axis. The last one near the end is drawn towards the left, to stay inside. */
export function Axis({ ticks }: { ticks: Waterfall['ticks'] }) {
  return (
    <svg className="lens-axis" width="100%" height="16" aria-hidden="true">
      {ticks.map(({ at, ms }, index) => (
        <text
          key={ms}
          data-minor={index % 2 === 1}
          x={percent(at)}
          y="12"
          textAnchor={at > 0.93 ? 'end' : at === 0 ? 'start' : 'middle'}
        >
          {tickLabel(ms)}
        </text>
      ))}
    </svg>
  );
}

/** Ticks are round numbers: the zeros of three digits would only take room. */
function tickLabel(ms: number): string {
  return formatDuration(ms).replace(/\d+\.\d+/, (digits) => String(Number(digits)));
}

export function GridLines({ ticks }: { ticks: Waterfall['ticks'] }) {
  return ticks.map(({ at, ms }) => (
    <line key={ms} className="lens-gridline" x1={percent(at)} x2={percent(at)} y1="0" y2="100%" />
  ));
}

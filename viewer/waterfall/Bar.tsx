import type { CallView } from '@lens/core/api';
import { completionPhases, spanNames, type Stretch, type Waterfall, type WaterfallRow } from '@lens/core/waterfall';
import { formatDuration, visibleString } from '../format';
import { GridLines } from './Axis';
import { percent } from './percent';
import { spanFailure } from './spanFailure';
import { callOrigin } from './useWaterfall';

interface BarProps {
  row: WaterfallRow;
  chart: Waterfall;
  view: CallView;
}

/** One span on the time axis: its bar, the gateway's own share in it or the provider call's phases, events, critical path. */
export function Bar({ row, chart, view }: BarProps) {
  return (
    <svg
      className="lens-bar"
      width="100%"
      height="22"
      data-category={row.category}
      data-failure={spanFailure(row.span, view.call)?.tone}
      data-partial={row.category === 'own' || row.busyMs !== null}
      aria-hidden="true"
    >
      <GridLines ticks={chart.ticks} />
      <Block stretch={row.bar} className="lens-bar-whole" y={5} height={12} rx={2} />
      {row.own.map((stretch) => (
        <Block key={stretch.start} stretch={stretch} className="lens-bar-own" y={5} height={12} />
      ))}
      <Phases row={row} chart={chart} view={view} />
      {row.critical.map((stretch) => (
        <Block key={stretch.start} stretch={stretch} className="lens-bar-critical" y={18.5} height={1.5} />
      ))}
      {row.span.events.map((event, index) => (
        <Diamond key={index} at={(event.timeMs - chart.startMs) / (chart.durationMs || 1)}>
          {`${visibleString(event.name)} at +${formatDuration(event.timeMs - chart.startMs)}`}
        </Diamond>
      ))}
    </svg>
  );
}

interface BlockProps {
  stretch: Stretch;
  className: string;
  y: number;
  height: number;
  rx?: number;
  title?: string;
}

/** Never thinner than can be seen: the stroke of CSS adds a pixel. */
function Block({ stretch, className, y, height, rx = 0, title }: BlockProps) {
  return (
    <rect className={className} x={percent(stretch.start)} width={percent(stretch.width)} y={y} height={height} rx={rx}>
      {title !== undefined && <title>{title}</title>}
    </rect>
  );
}

/** Phases narrower than this part of the axis have no room for their name. */
const labelledWidth = 0.12;

function Phases({ row, chart, view }: BarProps) {
  return phasesOf(row, view).map((phase) => {
    const stretch = {
      start: (phase.startMs - chart.startMs) / (chart.durationMs || 1),
      width: (phase.endMs - phase.startMs) / (chart.durationMs || 1),
    };
    const label = `${phase.name} ${formatDuration(phase.endMs - phase.startMs)}`;
    return (
      <g key={phase.name} data-phase={phase.name}>
        <Block stretch={stretch} className="lens-phase" y={5} height={12} title={label} />
        {stretch.width > labelledWidth && (
          <svg x={percent(stretch.start)} width={percent(stretch.width)} height="22">
            <text className="lens-phase-label" x="6" y="14.5">
              {label}
            </text>
          </svg>
        )}
      </g>
    );
  });
}

/** The phases of the provider call; none for other spans, and none when there is only one to tell. */
export function phasesOf(row: WaterfallRow, view: CallView) {
  const { call, spans, trace } = view;
  // In a larger trace there may be other calls, with provider calls of their own.
  const isOther = row.span.parentId !== trace.rootId && spans.some(({ id }) => id === trace.rootId);
  if (row.span.name !== spanNames.completion || isOther) return [];
  const origin = callOrigin(view);
  const moment = (ms: number | null): number | null => (ms === null ? null : origin + ms);
  const phases = completionPhases(row.span, {
    firstByteMs: moment(call.firstByteMs),
    firstTokenMs: moment(call.firstTokenMs),
    stream: call.stream,
  });
  return phases.length > 1 ? phases : [];
}

function Diamond({ at, children }: { at: number; children: string }) {
  return (
    <svg className="lens-diamond" x={percent(Math.min(1, Math.max(0, at)))} y="11" overflow="visible">
      <path d="M0-5 5 0 0 5-5 0Z">
        <title>{children}</title>
      </path>
    </svg>
  );
}

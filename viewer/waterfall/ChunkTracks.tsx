import type { CallView } from '@lens/core/api';
import type { ChunkTimes, Waterfall } from '@lens/core/waterfall';
import { formatBytes, formatCount, formatDuration } from '../format';
import { GridLines } from './Axis';
import { callOrigin } from './useWaterfall';

interface ChunkTracksProps {
  view: CallView;
  chart: Waterfall;
}

/** A stream's chunks, provider in over client out on the same axis: where the lower track lags, something was held back. */
export function ChunkTracks({ view, chart }: ChunkTracksProps) {
  const { upstreamChunks, clientChunks } = view;
  if (!upstreamChunks && !clientChunks) return null;
  const origin = callOrigin(view) - chart.startMs;
  return (
    <tbody className="lens-tracks">
      {upstreamChunks && (
        <Track label="Chunks in, from the provider" chunks={upstreamChunks} origin={origin} chart={chart} />
      )}
      {clientChunks ? (
        <Track label="Chunks out, to the client" chunks={clientChunks} origin={origin} chart={chart} />
      ) : (
        <tr>
          <td>Chunks out, to the client</td>
          <td />
          <td className="lens-dim">each passed on as it came</td>
        </tr>
      )}
    </tbody>
  );
}

interface TrackProps {
  label: string;
  chunks: ChunkTimes;
  /** Milliseconds from the axis' 0 to the moment that chunk times count from. */
  origin: number;
  chart: Waterfall;
}

function Track({ label, chunks, origin, chart }: TrackProps) {
  const [first] = chunks.at;
  const told = sizeOf(chunks);
  return (
    <tr>
      <td title={first === undefined ? undefined : `first after ${formatDuration(first)}`}>{label}</td>
      <td className="lens-number lens-dim">{formatCount(chunks.at.length, 'chunk')}</td>
      <td className="lens-bar-cell">
        <svg className="lens-track" width="100%" height="18" role="img" aria-label={told}>
          <title>{told}</title>
          <GridLines ticks={chart.ticks} />
          <svg viewBox={`0 0 ${trackWidth} 1`} preserveAspectRatio="none" width="100%" height="18">
            <path d={tickPath(chunks.at, origin, chart.durationMs)} vectorEffect="non-scaling-stroke" />
          </svg>
        </svg>
      </td>
    </tr>
  );
}

/** Without bytes where the reader may not know them. */
function sizeOf({ at, bytes }: ChunkTimes): string {
  const count = formatCount(at.length, 'chunk');
  return bytes.length < at.length ? count : `${count}, ${formatBytes(bytes.reduce((sum, size) => sum + size, 0))}`;
}

/** Horizontal resolution of a track; more than a screen shows, so a stream of any length is one path of bounded size. */
const trackWidth = 2000;

/** One vertical stroke for each chunk; chunks that fall on the same place share one. */
function tickPath(at: readonly number[], origin: number, durationMs: number): string {
  if (durationMs <= 0) return '';
  const places = new Set<number>();
  for (const ms of at) {
    const place = Math.round(((origin + ms) / durationMs) * trackWidth);
    if (place >= 0 && place <= trackWidth) places.add(place);
  }
  return [...places].map((place) => `M${place} .15v.7`).join('');
}

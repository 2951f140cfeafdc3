import type { WaterfallRow } from '@lens/core/waterfall';
import type { MouseEvent, RefObject } from 'react';
import { formatCount } from '../format';
import { useVisiblePart } from './useVisiblePart';

/** Fewer rows are seen as they are. */
export const mostRowsWithoutMinimap = 50;

interface MinimapProps {
  rows: readonly WaterfallRow[];
  /** The rows as they are drawn, to tell which of them are in view. */
  body: RefObject<HTMLElement | null>;
  onRow: (row: WaterfallRow) => void;
}

const width = 1000;
/** Of the whole: a bar of a thousandth is still seen. */
const thinnest = 3;

/** All rows at once, with the part that is in view; a click goes there. For keyboards the rows have keys of their own. */
export function Minimap({ rows, body, onRow }: MinimapProps) {
  const part = useVisiblePart(body);
  const onClick = (event: MouseEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const row = rows[Math.floor(((event.clientY - box.top) / box.height) * rows.length)];
    if (row) onRow(row);
  };
  return (
    <svg
      className="lens-minimap lens-no-print"
      role="img"
      aria-label={`Overview of ${formatCount(rows.length, 'span')}`}
      viewBox={`0 0 ${width} ${rows.length}`}
      preserveAspectRatio="none"
      width="100%"
      height="64"
      onClick={onClick}
    >
      {rows.map(({ span, bar, category }, index) => (
        <rect
          key={span.id}
          className="lens-minimap-bar"
          data-category={category}
          data-status={span.status}
          x={bar.start * width}
          y={index}
          width={Math.max(thinnest, bar.width * width)}
          height="0.8"
        />
      ))}
      {part !== null && (
        <rect
          className="lens-minimap-part"
          x="0"
          width={width}
          y={part.start * rows.length}
          height={part.length * rows.length}
        />
      )}
    </svg>
  );
}

import { formatCount } from '../format';

const [width, height] = [96, 22];

/** How often in each of the last 24 hours, the present one last. */
export function HoursChart({ hours }: { hours: readonly number[] }) {
  const most = Math.max(1, ...hours);
  const sum = hours.reduce((total, count) => total + count, 0);
  const step = width / hours.length;
  return (
    <svg
      className="lens-hours"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={sum === 0 ? 'none in the last 24 hours' : `${formatCount(sum, 'time')} in the last 24 hours`}
    >
      <title>
        {sum === 0 ? 'none in the last 24 hours' : `${formatCount(sum, 'time')}, at most ${most} in an hour`}
      </title>
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} />
      {hours.map((count, index) => {
        const tall = count === 0 ? 0 : Math.max(2, Math.round((count / most) * (height - 1)));
        return <rect key={index} x={index * step} y={height - tall} width={step - 1} height={tall} />;
      })}
    </svg>
  );
}

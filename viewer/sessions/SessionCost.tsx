import type { Session } from '@lens/core/api';
import { formatCost, formatCount } from '../format';

/** What the calls of a session cost together, and what is not in that. */
export function SessionCost({ session }: { session: Session }) {
  const { costUsd, estimatedUsd, costUnknown } = session;
  if (costUsd === null) return <span className="lens-dim">{costUnknown > 0 ? 'unknown' : 'not billed'}</span>;
  const missing = costUnknown > 0 ? `without ${formatCount(costUnknown, 'call')} whose cost is not known` : '';
  const estimated = estimatedUsd > 0 ? `${formatCost(estimatedUsd)} of it estimated` : '';
  const more = [estimated, missing].filter((words) => words !== '').join(', ');
  return (
    <span title={more === '' ? undefined : more}>
      {more !== '' && '≈ '}
      {formatCost(costUsd)}
    </span>
  );
}

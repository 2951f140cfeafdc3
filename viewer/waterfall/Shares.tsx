import type { TimeShares } from '@lens/core/waterfall';
import { formatDuration } from '../format';

/** The legend of the chart, with what each took. */
export function Shares({ shares }: { shares: TimeShares }) {
  const parts = [
    { category: 'provider', label: 'Provider', ms: shares.provider },
    { category: 'policy', label: 'Policies', ms: shares.policies },
    { category: 'own', label: 'Lens itself', ms: shares.own },
  ];
  return (
    <ul className="lens-shares">
      {parts.map(({ category, label, ms }) => (
        <li key={category}>
          <span className="lens-span-swatch" data-category={category} aria-hidden="true" />
          {label} <b>{formatDuration(ms)}</b>
          {category === 'policy' && shares.policiesInStream > 0 && (
            <> and {formatDuration(shares.policiesInStream)} while the stream arrived</>
          )}
        </li>
      ))}
    </ul>
  );
}

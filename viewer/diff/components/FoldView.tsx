import { memo } from 'react';
import { formatCount } from '../../format';
import { contextPath, type FoldItem } from '../rows';

/** A click at one end of a longer fold reveals this many lines. */
const step = 20;

/** One line in place of many, with what it hides and where the reader goes on below it. */
export const FoldView = memo(function FoldView({ item }: { item: FoldItem }) {
  const what = item.fold === 'string' ? 'more line' : 'unchanged line';
  const name = item.fold === 'string' ? `${formatCount(item.lines, what)} of this text` : formatCount(item.lines, what);
  return (
    <div className="lens-diff-fold" role="row" data-sign={item.sign} data-fold={item.fold}>
      <div className="lens-diff-fold-cell" role="cell" aria-colspan={2}>
        <button type="button" className="lens-diff-fold-all" data-do="all" data-id={item.key}>
          <span aria-hidden="true">⋯ </span>
          {name}
        </button>
        {item.lines > step && (
          <>
            <RevealButton item={item} where="top" label={`↓ ${step} more`} />
            <RevealButton item={item} where="bottom" label={`↑ ${step} more`} />
          </>
        )}
        {item.next !== null && <span className="lens-diff-fold-path">{contextPath(item.next)}</span>}
      </div>
    </div>
  );
});

function RevealButton({ item, where, label }: { item: FoldItem; where: 'top' | 'bottom'; label: string }) {
  return (
    <button type="button" className="lens-diff-fold-more" data-do={where} data-id={item.key}>
      {label}
    </button>
  );
}

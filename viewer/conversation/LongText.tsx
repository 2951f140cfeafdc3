import type { PathChanges } from '@lens/core/conversation';
import { useMemo, useState } from 'react';
import { formatCount, VisibleText } from '../format';
import { Mark } from './MarkedText';
import { piecesOf, runsOf } from './pieces';

/** Pieces drawn before a reader asks for more: marks cost far more than text. */
const shownAtOnce = 300;

interface LongTextProps {
  text: string;
  changes: PathChanges;
}

/** A text of a message. What is long between its changes is cut short until asked for, so that every change stays near. */
export function LongText({ text, changes }: LongTextProps) {
  const pieces = useMemo(() => piecesOf(runsOf(text, changes)), [text, changes]);
  const [count, setCount] = useState(shownAtOnce);
  const by = changes.own?.by?.join(', ') ?? null;
  const rest = pieces.slice(count).filter((piece) => piece.kind === 'run' && piece.run.changed).length;
  return (
    <div className="lens-text">
      {pieces.slice(0, count).map((piece, index) => {
        if (piece.kind === 'cut') return <Cut key={index} text={piece.text} />;
        if (piece.run.changed) return <Mark key={index} run={piece.run} by={piece.run.by ?? by} />;
        return <VisibleText key={index} text={piece.run.text} running />;
      })}
      {pieces.length > count && (
        <>
          …{' '}
          <button type="button" className="lens-button lens-small" onClick={() => setCount(count + shownAtOnce)}>
            Show more, {formatCount(rest, 'change')} left
          </button>
        </>
      )}
    </div>
  );
}

function Cut({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  if (whole) return <VisibleText text={text} running />;
  return (
    <>
      …{' '}
      <button type="button" className="lens-button lens-small" onClick={() => setWhole(true)}>
        Show {formatCount(text.length, 'more character')}
      </button>{' '}
      …
    </>
  );
}

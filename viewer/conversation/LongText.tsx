import type { PathChanges } from '@lens/core/conversation';
import { useState } from 'react';
import { formatCount } from '../format';
import { MarkedText } from './MarkedText';

/** Longer texts show their beginning until asked for the rest. */
const foldChars = 6_000;
const shownChars = 2_500;

interface LongTextProps {
  text: string;
  changes: PathChanges;
}

/** A text of a message. One with changes is shown whole, so that no change is folded away. */
export function LongText({ text, changes }: LongTextProps) {
  const [whole, setWhole] = useState(text.length <= foldChars || changes.own !== null);
  return (
    <div className="lens-text">
      <MarkedText text={whole ? text : text.slice(0, shownChars)} changes={changes} />
      {!whole && (
        <>
          …{' '}
          <button type="button" className="lens-button lens-small" onClick={() => setWhole(true)}>
            Show all {formatCount(text.length, 'character')}
          </button>
        </>
      )}
    </div>
  );
}

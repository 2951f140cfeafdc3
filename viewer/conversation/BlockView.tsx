import { useState } from 'react';
import { formatCount } from '../format';
import type { Block, ShownMessage } from './arrange';
import { Message } from './Message';

/** Earlier messages drawn at once; the latest of them first. */
const shownAtOnce = 100;

export function BlockView({ block }: { block: Block }) {
  if (block.kind === 'message') return <Message shown={block.shown} />;
  return <Earlier messages={block.messages} />;
}

/** Unchanged turns before the last question: one line until opened, and then only so many as can be read. */
function Earlier({ messages }: { messages: ShownMessage[] }) {
  const [open, setOpen] = useState(false);
  const [count, setCount] = useState(shownAtOnce);
  const rest = Math.max(0, messages.length - count);
  return (
    <details className="lens-earlier" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{formatCount(messages.length, 'earlier message')}</summary>
      {rest > 0 && (
        <button type="button" className="lens-button lens-small" onClick={() => setCount(count + shownAtOnce)}>
          Show {formatCount(Math.min(rest, shownAtOnce), 'message')} before these
        </button>
      )}
      {/* A few are in the document from the start: the browser's own find opens them. */}
      {(open || messages.length <= shownAtOnce) &&
        messages.slice(rest).map((shown) => <Message key={shown.id} shown={shown} />)}
    </details>
  );
}

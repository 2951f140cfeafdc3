import type { CallView } from '@lens/core/api';
import { useMemo } from 'react';
import { formatCount } from '../format';
import { arrangeConversation, type ShownMessage } from './arrange';
import { Message } from './Message';

/** The call's messages as people read them, what policies changed marked in place. */
export function Conversation({ view }: { view: CallView }) {
  const blocks = useMemo(() => arrangeConversation(view), [view]);
  if (blocks.length === 0) return <p className="lens-panel-note">{absence(view)}</p>;
  const hasAnswer = blocks.some((block) => block.kind === 'message' && block.shown.message.body === 'response');
  return (
    <div className="lens-conversation">
      {blocks.map((block) =>
        block.kind === 'message' ? (
          <Message key={block.shown.id} shown={block.shown} />
        ) : (
          <Earlier key={block.messages[0]?.id} messages={block.messages} />
        ),
      )}
      {!hasAnswer && <p className="lens-panel-note">No answer was received.</p>}
    </div>
  );
}

function Earlier({ messages }: { messages: ShownMessage[] }) {
  return (
    <details className="lens-earlier">
      <summary>{formatCount(messages.length, 'earlier message')}</summary>
      {messages.map((shown) => (
        <Message key={shown.id} shown={shown} />
      ))}
    </details>
  );
}

function absence({ call }: CallView): string {
  if (call.operation === 'passthrough') return `${call.endpoint} is no conversation. The Raw tab has its bodies.`;
  return 'Neither body holds messages that could be read. The Raw tab has them as they came.';
}

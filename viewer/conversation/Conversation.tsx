import type { CallView } from '@lens/core/api';
import { memo, startTransition, useEffect, useMemo, useState } from 'react';
import { notKept } from '../call/missingBody';
import { useMounted } from '../format';
import { arrangeConversation, type Block } from './arrange';
import { BlockView } from './BlockView';
import { ContextSummary } from './ContextSummary';
import { VirtualBlocks } from './VirtualBlocks';

/** The call's messages as people read them, what policies changed marked in place. */
export const Conversation = memo(function Conversation({ view }: { view: CallView }) {
  const blocks = useMemo(() => arrangeConversation(view), [view]);
  if (blocks.length === 0) return <p className="lens-panel-note">{absence(view)}</p>;
  const bodies = new Set(blocks.flatMap((block) => (block.kind === 'message' ? block.shown.message.body : 'request')));
  return (
    <div className="lens-conversation">
      <ContextSummary view={view} />
      {!bodies.has('request') && <p className="lens-panel-note">{unread('request')}</p>}
      {isHeavy(blocks, view) ? <VirtualBlocks blocks={blocks} /> : <PlainBlocks blocks={blocks} />}
      {!bodies.has('response') && (
        <p className="lens-panel-note">
          {view.response.rawKind === null ? 'No answer was received.' : unread('response')}
        </p>
      )}
    </div>
  );
});

/** Up to here the document holds every message, and the browser's own find works. */
const plainBlocks = 150;
const plainMarks = 500;
/** One message bounds its own marks, see `LongText`; a few of them are still few. */
const fewBlocks = 3;

/** Whether a conversation is drawn only where it is looked at: it has many messages, or many marks in them. */
function isHeavy(blocks: readonly Block[], { request, response }: CallView): boolean {
  if (blocks.length <= fewBlocks) return false;
  return blocks.length > plainBlocks || countMarks(request.diff) + countMarks(response.diff) > plainMarks;
}

function countMarks(diff: CallView['request']['diff']): number {
  return (diff?.modified ?? []).reduce((sum, { spans }) => sum + (spans?.length ?? 1), 0);
}

/** Messages that are drawn at once when a reader turns to the tab; those below the fold follow. */
const drawnAtOnce = 8;

function PlainBlocks({ blocks }: { blocks: readonly Block[] }) {
  // On the server and where it takes over, all of them: what the server wrote has to be whole.
  const mounted = useMounted();
  const [all, setAll] = useState(!mounted);
  useEffect(() => startTransition(() => setAll(true)), []);
  const shown = all ? blocks : blocks.slice(0, drawnAtOnce);
  return shown.map((block, index) => <BlockView key={index} block={block} />);
}

function unread(body: 'request' | 'response'): string {
  return `The ${body} holds no messages that could be read. The Raw tab has it as it came.`;
}

function absence({ call }: CallView): string {
  if (call.captureMode === 'metadata') return notKept;
  if (call.operation === 'passthrough') return `${call.endpoint} is no conversation. The Raw tab has its bodies.`;
  return 'Neither body holds messages that could be read. The Raw tab has them as they came.';
}

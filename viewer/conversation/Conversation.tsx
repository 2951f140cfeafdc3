import type { CallView } from '@lens/core/api';
import { useMemo } from 'react';
import { arrangeConversation, type Block } from './arrange';
import { BlockView } from './BlockView';
import { isHeavy } from './isHeavy';
import { VirtualBlocks } from './VirtualBlocks';

/** The call's messages as people read them, what policies changed marked in place. */
export function Conversation({ view }: { view: CallView }) {
  const blocks = useMemo(() => arrangeConversation(view), [view]);
  if (blocks.length === 0) return <p className="lens-panel-note">{absence(view)}</p>;
  const hasAnswer = blocks.some((block) => block.kind === 'message' && block.shown.message.body === 'response');
  return (
    <div className="lens-conversation">
      {isHeavy(blocks, view) ? <VirtualBlocks blocks={blocks} /> : <PlainBlocks blocks={blocks} />}
      {!hasAnswer && <p className="lens-panel-note">No answer was received.</p>}
    </div>
  );
}

function PlainBlocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => <BlockView key={index} block={block} />);
}

function absence({ call }: CallView): string {
  if (call.operation === 'passthrough') return `${call.endpoint} is no conversation. The Raw tab has its bodies.`;
  return 'Neither body holds messages that could be read. The Raw tab has them as they came.';
}

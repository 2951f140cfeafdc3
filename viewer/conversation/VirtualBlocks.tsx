import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Block } from './arrange';
import { BlockView } from './BlockView';

/** Blocks drawn beyond each edge of the view. */
const overscan = 3;

/** The parts of a message's height in pixels, as the style sheet makes them. */
const lineHeight = 20;
const charactersInLine = 120;
const frameHeight = 50;

/** Only the messages in view are in the document; they scroll in a box of their own. */
export function VirtualBlocks({ blocks }: { blocks: readonly Block[] }) {
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: blocks.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => estimateHeight(blocks[index]),
    overscan,
    useFlushSync: false,
  });
  return (
    <div className="lens-conversation-box" ref={box} tabIndex={0} role="group" aria-label="Messages">
      <div className="lens-conversation-rows" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const block = blocks[index];
          return block === undefined ? null : (
            <div
              key={key}
              className="lens-conversation-row"
              data-index={index}
              ref={virtualizer.measureElement}
              style={{ transform: `translateY(${start}px)` }}
            >
              <BlockView block={block} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function estimateHeight(block: Block | undefined): number {
  if (block?.kind !== 'message') return lineHeight;
  const lines = block.shown.message.parts.reduce((sum, part) => {
    return sum + ('text' in part ? Math.ceil(part.text.length / charactersInLine) : 6);
  }, 0);
  return frameHeight + lines * lineHeight;
}

import type { CallView } from '@lens/core/api';
import type { Block } from './arrange';

/** Up to here the document holds every message, and the browser's own find works. */
const plainBlocks = 150;
const plainMarks = 500;
/** One message bounds its own marks, see `LongText`; a few of them are still few. */
const fewBlocks = 3;

/** Whether a conversation is drawn only where it is looked at: it has many messages, or many marks in them. */
export function isHeavy(blocks: readonly Block[], { request, response }: CallView): boolean {
  if (blocks.length <= fewBlocks) return false;
  return blocks.length > plainBlocks || countMarks(request.diff) + countMarks(response.diff) > plainMarks;
}

function countMarks(diff: CallView['request']['diff']): number {
  return (diff?.modified ?? []).reduce((sum, { spans }) => sum + (spans?.length ?? 1), 0);
}

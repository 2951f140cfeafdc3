import type { DataFrame } from '@grafana/data';
import type { CallView } from '@lens/core/api';
import type { Change } from '@lens/core/diff';
import { callsFrame } from './callsFrame';
import { frameOf } from './frame';

/** Where a frame keeps the whole call that it is of, for our own panels. */
export interface CallMeta {
  lensCall?: CallView;
}

/** A call as a row. */
export function callFrame(refId: string, view: CallView): DataFrame {
  return withCall(callsFrame(refId, [view.call]), view);
}

/** What policies changed, a row each. */
export function diffFrame(refId: string, view: CallView): DataFrame {
  const changes = (['request', 'response'] as const).flatMap((side) => {
    const { added = [], removed = [], modified = [], moved = [] } = view[side].diff ?? {};
    return [...added, ...removed, ...modified, ...moved].map((change) => ({ side, change }));
  });
  const frame = frameOf(refId, changes, [
    { name: 'side', title: 'Side', of: ({ side }) => side },
    { name: 'path', title: 'Path', of: ({ change }) => change.path },
    { name: 'kind', title: 'Change', of: ({ change }) => change.kind },
    { name: 'before', title: 'Original', of: ({ change }) => textOf(change, 'remove') },
    { name: 'after', title: 'Final', of: ({ change }) => textOf(change, 'add') },
    { name: 'policies', title: 'Policies', of: ({ change }) => (change.by ?? []).join(', ') },
  ]);
  return withCall(frame, view);
}

function withCall(frame: DataFrame, view: CallView): DataFrame {
  const custom: CallMeta = { lensCall: view };
  return { ...frame, meta: { ...frame.meta, custom } };
}

/** Of an edited text the words that went, or came. */
function textOf({ spans, left, right }: Change, op: 'remove' | 'add'): string | null {
  if (spans !== undefined) return spans.flatMap((span) => (span.op === op ? [span.text] : [])).join(' … ');
  const value = op === 'remove' ? left : right;
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

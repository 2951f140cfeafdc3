import type { CallView, SideView } from '@lens/core/api';

/** A call without its bodies: all that the header, the waterfall and the events need. */
export function withoutBodies(view: CallView): CallView {
  return { ...view, request: strip(view.request), response: strip(view.response) };
}

function strip(side: SideView): SideView {
  return { ...side, original: null, final: null, diff: null, originalRaw: null, finalRaw: null };
}

import type { PolicyEventView } from '@lens/core/api';
import { useMemo } from 'react';
import { useDiffController, useDiffKeys, useDiffPermalink, type DiffMode } from '../state';
import { DiffView, type DiffViewProps } from './DiffView';
import type { DiffWords } from './diffWords';

export interface ChangesViewProps {
  request: DiffViewProps['view'];
  response: DiffViewProps['view'];
  events: readonly PolicyEventView[];
  /** Why a side has no body; null where it has. */
  missing?: { request: string | null; response: string | null };
  mode?: DiffMode | null;
  onMode?: (mode: DiffMode) => void;
  /** What the sides are called, where they are not a body before and after the policies. */
  words?: DiffWords;
  /** False while another tab is in front: then the keys are not ours. */
  enabled?: boolean;
  onOpenEvent?: (id: string) => void;
  onCopy?: (text: string) => void;
  onDownload?: (file: { name: string; text: string }) => void;
}

/** Both directions of a call with their keys and permalinks: what the Changes tab shows. Give it the call's id as `key`. */
export function ChangesView(props: ChangesViewProps) {
  const { request, response, missing, mode = null, onMode, enabled = true, onCopy } = props;
  const inputs = useMemo(
    () => [
      { side: 'request', original: request.original, final: request.final, diff: request.diff },
      { side: 'response', original: response.original, final: response.final, diff: response.diff },
    ],
    [request, response],
  );
  const controller = useDiffController(inputs, { mode, ...(onMode && { onMode }) });
  useDiffKeys(controller, { enabled, ...(onCopy && { onCopyPath: onCopy }) });
  useDiffPermalink(controller);
  const shared = {
    events: props.events,
    controller,
    ...(onCopy && { onCopy }),
    ...(props.words && { words: props.words }),
    ...(props.onOpenEvent && { onOpenEvent: props.onOpenEvent }),
    ...(props.onDownload && { onDownload: props.onDownload }),
  };
  return (
    <div className="lens-diffs">
      <DiffView {...shared} side="request" title="Request" view={request} missing={missing?.request ?? null} />
      <DiffView {...shared} side="response" title="Response" view={response} missing={missing?.response ?? null} />
    </div>
  );
}

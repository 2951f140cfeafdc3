import type { PolicyEventView } from '@lens/core/api';
import { useCallback, useMemo } from 'react';
import { useCopyAndTell } from '../../controls';
import { useViewer } from '../../host';
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
  /** Begins the names of files that the reader downloads. */
  fileStem: string;
}

/** Both directions of a call with their keys and permalinks: what the Changes tab shows. Give it the call's id as `key`. */
export function ChangesView(props: ChangesViewProps) {
  const { request, response, missing, mode = null, onMode, enabled = true, fileStem } = props;
  const { host } = useViewer();
  const copy = useCopyAndTell();
  const inputs = useMemo(
    () => [
      { side: 'request', original: request.original, final: request.final, diff: request.diff },
      { side: 'response', original: response.original, final: response.final, diff: response.diff },
    ],
    [request, response],
  );
  const controller = useDiffController(inputs, { mode, ...(onMode && { onMode }) });
  useDiffKeys(controller, { enabled, onCopyPath: copy });
  useDiffPermalink(controller);
  const download = useCallback(
    ({ name, text }: { name: string; text: string }): void => host.download({ name: `${fileStem}-${name}`, text }),
    [host, fileStem],
  );
  const shared = {
    events: props.events,
    controller,
    onCopy: copy,
    onDownload: download,
    ...(props.words && { words: props.words }),
    ...(props.onOpenEvent && { onOpenEvent: props.onOpenEvent }),
  };
  return (
    <div className="lens-diffs">
      <DiffView {...shared} side="request" title="Request" view={request} missing={missing?.request ?? null} />
      <DiffView {...shared} side="response" title="Response" view={response} missing={missing?.response ?? null} />
    </div>
  );
}

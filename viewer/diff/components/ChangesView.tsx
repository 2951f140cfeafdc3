import type { PolicyEventView } from '@lens/core/api';
import { useCallback, useEffect, useMemo } from 'react';
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
  /** Both, if nothing is said. */
  sides?: readonly Side[];
  /** Every fold is open at first. */
  unfolded?: boolean;
  /** False while another tab is in front: then the keys are not ours. */
  enabled?: boolean;
  onOpenEvent?: (id: string) => void;
  /** Begins the names of files that the reader downloads. */
  fileStem: string;
}

type Side = 'request' | 'response';

const titles: Record<Side, string> = { request: 'Request', response: 'Response' };
const bothSides: readonly Side[] = ['request', 'response'];

/** Both directions of a call with their keys and permalinks: what the Changes tab shows. Give it the call's id as `key`. */
export function ChangesView(props: ChangesViewProps) {
  const { request, response, missing, mode = null, onMode, enabled = true, fileStem } = props;
  const { sides = bothSides, unfolded = false } = props;
  const { host } = useViewer();
  const copy = useCopyAndTell();
  const inputs = useMemo(
    () =>
      sides.map((side) => {
        const { original, final, diff } = { request, response }[side];
        return { side, original, final, diff };
      }),
    [request, response, sides],
  );
  const controller = useDiffController(inputs, { mode, ...(onMode && { onMode }) });
  useDiffKeys(controller, { enabled, onCopyPath: copy });
  useDiffPermalink(controller);
  const { expandAll } = controller.actions;
  useEffect(() => {
    if (unfolded) expandAll();
  }, [unfolded, expandAll]);
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
      {sides.map((side) => (
        <DiffView
          key={side}
          {...shared}
          side={side}
          title={titles[side]}
          view={{ request, response }[side]}
          missing={missing?.[side] ?? null}
        />
      ))}
    </div>
  );
}

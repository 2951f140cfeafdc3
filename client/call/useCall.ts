import type { CallView, Score } from '@lens/core/api';
import { readCallTab, type CallTab, type GivenScore } from '@lens/viewer/call';
import { useMounted } from '@lens/viewer/format';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { messageOf } from '../api/apiError';
import { neighbours, readList } from '../kept/lastList';
import { useWhole } from '../loaded/useWhole';
import type { ClientServices } from '../services';
import { giveScore as sendScore } from './giveScore';

/** What is known of a call before it is asked for. */
export interface FirstView {
  view: CallView;
  /** False when the bodies were too large to send along: they are asked for. */
  complete: boolean;
}

interface CallAsked {
  callId: string;
  /** Null where nothing came with the page. */
  first: FirstView | null;
  tab: CallTab;
}

/**
 * A call: its view with large bodies on their way, the tab in the address, its neighbours in the list. A page that shows
 * another call gives the component that calls this another `key`.
 */
export function useCall({ callId, first, tab: firstTab }: CallAsked, services: ClientServices) {
  const { address } = services.host;
  const { view, bodies, addScore } = useWholeView(callId, first, services);
  const [tab, setTab] = useState(firstTab);
  const list = useNeighbours(callId, services);
  const call = view?.call ?? null;
  useEffect(() => {
    const named = () => new URLSearchParams(address.read().search).get('tab');
    return address.subscribe(() => setTab(readCallTab(named(), call)));
  }, [address, call]);
  const openTab = useCallback(
    (next: CallTab): void => {
      setTab(next);
      address.replace(tabHref(next) + address.read().hash);
    },
    [address],
  );
  /** Null when it was taken, and shown at once; else why not, in words. */
  const giveScore = useCallback(
    async (score: GivenScore, post: typeof fetch): Promise<string | null> => {
      try {
        addScore(await sendScore(callId, score, post));
        return null;
      } catch (error) {
        return messageOf(error);
      }
    },
    [callId, addScore],
  );
  return { data: { view, bodies, tab, list }, actions: { openTab, tabHref, giveScore } };
}

/** An address relative to the page, so that server and browser write the same. */
function tabHref(tab: CallTab): string {
  return `?tab=${tab}`;
}

function useWholeView(callId: string, first: FirstView | null, { api }: ClientServices) {
  const { value, bodies } = useWhole({
    key: callId,
    first: first && { value: first.view, complete: first.complete },
    load: (signal) => api.getCallView(callId, signal),
  });
  const [given, setGiven] = useState<readonly Score[]>([]);
  const view = useMemo(() => value && given.reduce(withScore, value), [value, given]);
  const addScore = useCallback((score: Score): void => setGiven((before) => [...before, score]), []);
  return { view, bodies, addScore };
}

/** In the place of the one before it of the same name and scorer. */
function withScore(view: CallView, score: Score): CallView {
  return { ...view, scores: [...view.scores.filter((other) => !isSame(other, score)), score] };
}

function isSame(a: Score, b: Score): boolean {
  return a.name === b.name && a.scorer === b.scorer;
}

/** The list that the reader came from and the calls beside this one there. Known in the browser only: a server has none. */
function useNeighbours(callId: string, { host, storage }: ClientServices) {
  const mounted = useMounted();
  return useMemo(
    () => neighbours(mounted ? readList(storage) : null, callId, host.links),
    [mounted, storage, callId, host],
  );
}

import { unpackCallView, type CallView, type PackedCallView } from '@lens/core/api';
import { readCallTab, type CallDetailsProps, type CallTab } from '@lens/viewer/call';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { errorText, fetchJson } from './fetchJson';
import { neighbours, readList } from './lastList';
import type { CallPageData } from './pageData';

type Bodies = CallDetailsProps['bodies'];

/** State of a call's page in the browser: the tab in the address, large bodies on their way, neighbours in the list. */
export function useCallPage({ view: first, complete, tab: firstTab }: CallPageData) {
  const { view, bodies } = useWholeView(first, complete);
  const [tab, setTab] = useState(firstTab);
  const list = useNeighbours(first.call.callId);
  useEffect(() => {
    const onPop = (): void => setTab(readCallTab(new URLSearchParams(location.search).get('tab')));
    addEventListener('popstate', onPop);
    return () => removeEventListener('popstate', onPop);
  }, []);
  const openTab = useCallback((next: CallTab): void => {
    setTab(next);
    history.replaceState(null, '', tabHref(next) + location.hash);
  }, []);
  return { data: { view, bodies, tab, list }, actions: { openTab, tabHref } };
}

/** An address relative to the page, so that server and browser write the same. */
function tabHref(tab: CallTab): string {
  return `?tab=${tab}`;
}

function useWholeView(first: CallView, complete: boolean): { view: CallView; bodies: Bodies } {
  const [view, setView] = useState(first);
  const [bodies, setBodies] = useState<Bodies>(complete ? 'ready' : 'loading');
  const { callId } = first.call;
  useEffect(() => {
    if (complete) return undefined;
    const abort = new AbortController();
    fetchJson(`/api/v1/calls/${encodeURIComponent(callId)}/view`, abort.signal).then(
      (whole) => {
        // Our own API's answer to our own page: its schema is checked where it is made.
        setView(unpackCallView(whole as PackedCallView));
        setBodies('ready');
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setBodies({ failed: errorText(error) });
      },
    );
    return () => abort.abort();
  }, [callId, complete]);
  return { view, bodies };
}

const nowhere = neighbours(null, '');

/** Known in the browser only: the server renders a page without neighbours. */
function useNeighbours(callId: string) {
  const serialised = useSyncExternalStore(
    subscribeToNothing,
    () => JSON.stringify(neighbours(readList(), callId)),
    () => JSON.stringify(nowhere),
  );
  return JSON.parse(serialised) as typeof nowhere;
}

function subscribeToNothing(): () => void {
  return () => undefined;
}

import type { CallPage } from '@lens/core/api';
import { apiParams, readFilters, readPosition, type CallFilters, type Position } from '@lens/viewer/address';
import { useCallback, useEffect, useRef, useState } from 'react';
import { errorText, fetchJson } from './fetchJson';
import { keepList } from './lastList';
import type { CallsPageData } from './pageData';
import { pageHost } from './pageHost';
import { useNewerCalls } from './useNewerCalls';

interface Shown {
  page: CallPage;
  filters: CallFilters;
  position: Position;
}

/** State of the list in the browser: filters in the address, the page they give, calls that came since. */
export function useCallsPage(initial: CallsPageData) {
  const [shown, setShown] = useState<Shown>(initial);
  const [failed, setFailed] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);

  const load = useCallback((filters: CallFilters, position: Position): void => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    readPage(filters, position, abort.signal).then(
      (page) => {
        setShown({ page, filters, position });
        setFailed(null);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setFailed(errorText(error));
      },
    );
  }, []);

  useEffect(() => {
    const onPop = (): void => load(...readAddress());
    addEventListener('popstate', onPop);
    return () => removeEventListener('popstate', onPop);
  }, [load]);

  useEffect(() => {
    const { page, filters, position } = shown;
    keepList({ href: pageHost.links.list({ filters, position }), callIds: page.calls.map((call) => call.callId) });
  }, [shown]);

  const filter = (filters: CallFilters): void => {
    history.pushState(null, '', pageHost.links.list({ filters }));
    load(filters, {});
  };
  const refresh = (): void => {
    history.replaceState(null, '', pageHost.links.list({ filters: shown.filters }));
    load(shown.filters, {});
  };
  const newer = useNewerCalls(shown, refresh);
  return { data: { ...shown, failed, newer }, actions: { filter, refresh } };
}

async function readPage(filters: CallFilters, position: Position, signal: AbortSignal): Promise<CallPage> {
  const params = apiParams(filters, position, Date.now());
  // Our own API's answer to our own page: its schema is checked where it is made.
  return (await fetchJson(`/api/v1/calls?${params.toString()}`, signal)) as CallPage;
}

function readAddress(): [CallFilters, Position] {
  const params = new URLSearchParams(location.search);
  return [readFilters(params), readPosition(params)];
}

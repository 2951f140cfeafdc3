import type { CallOrder } from '@lens/core/api';
import { listQuery, readListPlace, type CallFilters, type ListPlace } from '@lens/viewer/address';
import { useCallback, useEffect, useRef, useState } from 'react';
import { messageOf } from '../api/apiError';
import { keepList } from '../kept/lastList';
import type { ClientServices } from '../services';
import { callsAsked } from './callsAsked';
import type { ListedCalls } from './listedCalls';
import { useNewerCalls } from './useNewerCalls';

/**
 * The list of calls: filters and order in the address, the page they give, calls that came since. Without a `first` page it is
 * asked for.
 */
export function useCallsList(first: ListedCalls | null, services: ClientServices) {
  const { address, links } = services.host;
  const { shown, failed, load } = useLoadedPage(first, services);

  useEffect(() => {
    const follow = (): void => load(placeIn(address.read()));
    // Before the page was alive its reader may have gone back already, which nobody heard.
    follow();
    return address.subscribe(follow);
  }, [address, load]);

  const { storage } = services;
  useEffect(() => {
    if (shown === null) return;
    const { page, ...place } = shown;
    keepList(storage, { href: links.list(place), callIds: page.calls.map((call) => call.callId) });
  }, [shown, links, storage]);

  const { filters = {}, order = 'newest' } = shown ?? {};
  const open = (place: Partial<ListPlace>, step: 'push' | 'replace'): void => {
    const opened = { filters, order, position: {}, ...place };
    address[step](links.list(opened));
    load(opened, 'again');
  };
  const filter = (wanted: CallFilters): void => open({ filters: wanted }, 'push');
  const sort = (wanted: CallOrder): void => open({ order: wanted }, 'push');
  const refresh = (): void => open({}, 'replace');
  const newer = useNewerCalls(shown, services, refresh);
  return { data: { shown, failed, newer }, actions: { filter, sort, refresh } };
}

/** The page that was asked for last. A page that is shown, or on its way, is asked for again only where that is said. */
function useLoadedPage(first: ListedCalls | null, { api, now }: ClientServices) {
  const [shown, setShown] = useState(first);
  const [failed, setFailed] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const wanted = useRef(first === null ? null : listQuery(first).toString());
  useEffect(() => () => running.current?.abort(), []);

  const load = useCallback(
    (place: ListPlace, again?: 'again'): void => {
      const query = listQuery(place).toString();
      if (query === wanted.current && again === undefined) return;
      wanted.current = query;
      running.current?.abort();
      const { signal } = (running.current = new AbortController());
      api.listCalls(callsAsked(place, now()), signal).then(
        (page) => {
          if (signal.aborted) return;
          setShown({ page, ...place });
          setFailed(null);
        },
        (error: unknown) => {
          if (signal.aborted) return;
          // What could not be had may be asked for again.
          wanted.current = null;
          setFailed(messageOf(error));
        },
      );
    },
    [api, now],
  );
  return { shown, failed, load };
}

function placeIn({ search }: { search: string }): ListPlace {
  return readListPlace(new URLSearchParams(search));
}

import type { CallPage } from '@lens/core/api';
import { apiParams, type CallFilters, type Position } from '@lens/viewer/address';
import { mostCounted } from '@lens/viewer/calls';
import { useEffect, useRef, useState } from 'react';
import { fetchJson } from './fetchJson';

const pollMs = 5_000;

interface Shown {
  page: CallPage;
  filters: CallFilters;
  position: Position;
}

/**
 * Counts the calls that came after the newest one shown, while the window is looked at. An empty list shows the first
 * ones by itself: there is nothing in it that could jump.
 */
export function useNewerCalls(shown: Shown, refresh: () => void): number {
  const [counted, setCounted] = useState<{ of: Shown; newer: number } | null>(null);
  const latestRefresh = useRef(refresh);
  useEffect(() => {
    latestRefresh.current = refresh;
  });
  useEffect(() => {
    const { page, filters, position } = shown;
    if (Object.keys(position).length > 0) return undefined;
    const newest = page.calls[0]?.callId;
    const abort = new AbortController();
    const poll = async (): Promise<void> => {
      if (document.hidden) return;
      const newer = await countNewer(filters, newest, abort.signal);
      if (abort.signal.aborted || newer === 0) return;
      if (newest === undefined) latestRefresh.current();
      else setCounted({ of: shown, newer });
    };
    // A poll that fails is made again; the list itself says when it can't be read.
    const timer = setInterval(() => void poll().catch(() => undefined), pollMs);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [shown]);
  return counted?.of === shown ? counted.newer : 0;
}

async function countNewer(filters: CallFilters, newest: string | undefined, signal: AbortSignal): Promise<number> {
  const params = apiParams(filters, newest === undefined ? {} : { after: newest }, Date.now());
  params.set('limit', String(mostCounted));
  const page = (await fetchJson(`/api/v1/calls?${params.toString()}`, signal)) as CallPage;
  return page.calls.length;
}

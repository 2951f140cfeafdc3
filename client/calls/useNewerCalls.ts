import { mostCounted } from '@lens/viewer/calls';
import { useEffect, useRef, useState } from 'react';
import type { ClientServices } from '../services';
import { callsAsked } from './callsAsked';
import type { ListedCalls } from './listedCalls';

const pollMs = 5_000;

/**
 * Counts the calls that came after the newest one shown, while that is the first and the window is looked at. An empty list shows the first
 * ones by itself: there is nothing in it that could jump.
 */
export function useNewerCalls(shown: ListedCalls | null, services: ClientServices, refresh: () => void): number {
  const [counted, setCounted] = useState<{ of: ListedCalls; newer: number } | null>(null);
  const latestRefresh = useRef(refresh);
  useEffect(() => {
    latestRefresh.current = refresh;
  });
  useEffect(() => {
    if (shown === null || Object.keys(shown.position).length > 0) return undefined;
    const newest = shown.page.calls[0]?.callId;
    if (newest !== undefined && shown.order === 'oldest') return undefined;
    const abort = new AbortController();
    const poll = async (): Promise<void> => {
      if (document.hidden) return;
      const newer = await countNewer(shown, newest, services, abort.signal);
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
  }, [shown, services]);
  return counted?.of === shown ? counted.newer : 0;
}

async function countNewer(
  { filters }: ListedCalls,
  newest: string | undefined,
  { api, now }: ClientServices,
  signal: AbortSignal,
): Promise<number> {
  const position = newest === undefined ? {} : { after: newest };
  const asked = { ...callsAsked({ filters, position }, now()), limit: String(mostCounted) };
  return (await api.listCalls(asked, signal)).calls.length;
}

import type { ActivityState } from '@lens/core/api';
import { liveQuery, readLiveFilters, type LiveFilters } from '@lens/viewer/address';
import type { LiveCall, LiveConnection, LiveRow } from '@lens/viewer/live';
import { useCallback, useEffect, useRef, useState, type MutableRefObject } from 'react';
import type { ActivityEvent } from '../api';
import type { ClientServices } from '../services';
import { createActivityLog, mostShown, type ActivityLog } from './activityLog';
import { keepFollowing, type FeedPosition } from './keepFollowing';
import { createRate } from './rate';

/** What comes meanwhile is drawn together: often enough to look alive, seldom enough for hundreds of messages a second. */
const drawMs = 200;

const decayMs = 1_000;
const settleMs = 1_000;

/** What of the feed is drawn. */
interface Drawn {
  rows: readonly LiveRow[];
  /** Of the call that the filter names. */
  followed: LiveCall | null;
  /** Messages that match and came since the feed was paused. */
  newer: number;
  /** A second. */
  rate: number;
  /** To choose from in filters. */
  models: readonly string[];
  policies: readonly string[];
}

const nothing: Drawn = { rows: [], followed: null, newer: 0, rate: 0, models: [], policies: [] };

/** The live feed: what came, as it is filtered, until it is paused; filters are in the address. */
export function useActivity(first: LiveFilters, services: ClientServices) {
  const [filters, setFilters] = useState(first);
  const [connection, setConnection] = useState<LiveConnection>({ state: 'connecting' });
  const [shared, setShared] = useState<ActivityState | null>(null);
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const [log] = useState(createActivityLog);
  const { drawn, drawSoon, count } = useDrawn(log, filters, pausedAt, services.now);

  /** When the stream was opened, which begins with messages from before: these say nothing of the rate. */
  const since = useRef(Infinity);
  const { now } = services;
  const onEvents = useCallback(
    (events: ActivityEvent[]): void => {
      for (const event of events) {
        if (event.kind === 'state') {
          setShared(event.state);
          since.current = now();
        } else if (event.kind === 'gap') log.addGap(event.gap);
        else if (log.add(event.message) && now() - since.current > settleMs) count();
      }
      drawSoon();
    },
    [log, drawSoon, count, now],
  );

  const { api, host } = services;
  const [position] = useState<FeedPosition>({ after: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const ending = new AbortController();
    const tell = (next: LiveConnection): void => setConnection((now) => (now.state === next.state ? now : next));
    void keepFollowing(api, { events: onEvents, connection: tell }, position, ending.signal);
    return () => ending.abort();
    // `attempt` is counted up to try at once.
  }, [api, onEvents, position, attempt]);

  const { address, links } = host;
  useEffect(() => {
    const follow = (): void => setFilters(readLiveFilters(new URLSearchParams(address.read().search)));
    follow();
    return address.subscribe(follow);
  }, [address]);

  // The same from draw to draw: a new one would have every row drawn again.
  const filter = useCallback(
    (wanted: LiveFilters): void => {
      const present = readLiveFilters(new URLSearchParams(address.read().search));
      if (liveQuery(wanted).toString() !== liveQuery(present).toString()) address.push(links.live(wanted));
      setFilters(wanted);
    },
    [address, links],
  );
  const pause = (): void => setPausedAt((at) => at ?? drawn.rows[0]?.key ?? log.newest());
  const goOn = (): void => setPausedAt(null);
  const clear = (): void => {
    log.clear();
    setPausedAt(null);
    drawSoon();
  };
  const retry = (): void => setAttempt((before) => before + 1);
  return {
    data: { ...drawn, most: mostShown, filters, connection, shared, isPaused: pausedAt !== null },
    actions: { filter, pause, goOn, clear, retry },
  };
}

/** What of the log is to be seen, renewed a few times a second while there is something new. */
function useDrawn(log: ActivityLog, filters: LiveFilters, pausedAt: number | null, now: () => number) {
  const [drawn, setDrawn] = useState(nothing);
  const [rate] = useState(createRate);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef({ filters, pausedAt });

  const draw = useCallback((): void => {
    stop(timer);
    const { filters: shown, pausedAt: upTo } = latest.current;
    log.trim(shown, upTo);
    setDrawn({
      rows: log.rows(shown, upTo),
      followed: shown.call === undefined ? null : log.call(shown.call),
      newer: upTo === null ? 0 : log.countSince(shown, upTo),
      rate: rate.perSecond(now()),
      ...choicesOf(log.calls()),
    });
  }, [log, rate, now]);

  useEffect(() => {
    if (drawn.rate === 0) return undefined;
    // While nothing comes the rate goes down all the same.
    const timeout = setTimeout(draw, decayMs);
    return () => clearTimeout(timeout);
  }, [drawn, draw]);

  const drawSoon = useCallback((): void => {
    // What is waited for is not put off by what comes meanwhile: under load something always does.
    timer.current ??= setTimeout(draw, drawMs);
  }, [draw]);

  useEffect(() => {
    latest.current = { filters, pausedAt };
    draw();
  }, [draw, filters, pausedAt]);
  useEffect(
    () => () => {
      stop(timer);
    },
    [],
  );
  const count = useCallback((): void => rate.count(now()), [rate, now]);
  return { drawn, drawSoon, count };
}

function stop(timer: MutableRefObject<ReturnType<typeof setTimeout> | null>): void {
  if (timer.current !== null) clearTimeout(timer.current);
  timer.current = null;
}

function choicesOf(calls: Iterable<LiveCall>): Pick<Drawn, 'models' | 'policies'> {
  const [models, policies] = [new Set<string>(), new Set<string>()];
  for (const call of calls) {
    for (const model of call.models) models.add(model);
    for (const policy of call.policies) policies.add(policy);
  }
  return { models: [...models].sort(), policies: [...policies].sort() };
}

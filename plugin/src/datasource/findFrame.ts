import type { DataFrame, DataLink } from '@grafana/data';
import type { LensApi } from '@lens/client/api';
import { ApiError } from '@lens/client/api';
import type { Call, RecordedEvent, Session } from '@lens/core/api';
import { callFrame, diffFrame } from './frames/callFrames';
import { callsFrame, turnsFrame } from './frames/callsFrame';
import { annotationsFrame, errorsFrame, eventsFrame, sessionsFrame, withTurns } from './frames/otherFrames';
import type { TurnsOf } from './turnsOf';
import type { CallsQuery } from './types';

/** A query whose variables have their values. */
export interface Asked {
  type: NonNullable<CallsQuery['type']>;
  refId: string;
  /** One request for each. */
  filters: Record<string, string>[];
  callId: string;
  kind: CallsQuery['kind'] | undefined;
  limit: number;
  /** Sessions with their calls inside. */
  turns: boolean;
  from: string;
  to: string;
  /** Of a call's id. */
  links: DataLink[];
}

/** The API's largest pages. */
const pageSizes = { calls: 200, sessions: 200, events: 1000 };
/** A table of more is read by nobody, and slow to draw. */
const mostRows = 2_000;
/** A request for the turns of each. */
const mostWithTurns = 50;

/** Null where there is nothing to ask for. */
export async function findFrame(api: LensApi, turnsOf: TurnsOf, asked: Asked): Promise<DataFrame | null> {
  const { refId, type, callId, from, to, kind, links } = asked;
  const { signal } = new AbortController();
  const limit = Math.min(Math.max(1, asked.limit), mostRows);
  switch (type) {
    case 'calls':
      return callsFrame(refId, await findCalls(api, asked, limit, signal), links);
    case 'sessions': {
      if (!asked.turns) return sessionsFrame(refId, await findSessions(api, asked, limit, signal));
      const sessions = await findSessions(api, asked, Math.min(limit, mostWithTurns), signal);
      const turns = await Promise.all(sessions.map(turnsOf));
      return withTurns(
        sessionsFrame(refId, sessions),
        turns.map((calls) => turnsFrame(refId, calls, links)),
      );
    }
    case 'events':
      return eventsFrame(refId, await findEvents(api, asked, limit, signal));
    case 'errors': {
      const groups = await Promise.all(
        asked.filters.map(
          async (filters) =>
            (await api.listErrors({ ...filters, from, limit: String(Math.min(limit, 500)) }, signal)).groups,
        ),
      );
      return errorsFrame(
        refId,
        groups.flat().filter(({ firstSeen }) => firstSeen < to),
      );
    }
    case 'annotations': {
      const wanted = { from, to, limit: String(Math.min(limit, 1000)), ...(kind !== undefined && { kind }) };
      return annotationsFrame(refId, (await api.listAnnotations(wanted, signal)).annotations);
    }
    case 'call':
    case 'diff': {
      // A variable without a value yet, or one that no call has: an empty panel, and no error.
      if (callId === '' || callId.startsWith('$')) return null;
      const view = await api.getCallView(callId, signal).catch(noneIfUnknown);
      if (view === null) return null;
      return type === 'call' ? callFrame(refId, view) : diffFrame(refId, view);
    }
  }
}

function noneIfUnknown(error: unknown): null {
  if (error instanceof ApiError && error.code === 'unknown_call') return null;
  throw error;
}

/** A list of the API: how its pages are read, and what its rows are ordered by, newest first. */
interface List<Row> {
  pageSize: number;
  newest: (row: Row) => string;
  read: (query: Record<string, string>) => Promise<{ rows: Row[]; next: string | null }>;
}

/** The rows of every filter, newest first, and no more of them than are wanted. */
async function findRows<Row>({ filters, from, to }: Asked, limit: number, list: List<Row>): Promise<Row[]> {
  const found = (await Promise.all(filters.map((one) => inPages({ ...one, from, to }, limit, list)))).flat();
  if (filters.length === 1) return found;
  return found.sort((a, b) => (list.newest(a) < list.newest(b) ? 1 : -1)).slice(0, limit);
}

/** Pages one after the other until there are as many as are wanted. */
async function inPages<Row>(
  query: Record<string, string>,
  limit: number,
  { pageSize, read }: List<Row>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let before: string | null = null;
  do {
    const size = String(Math.min(pageSize, limit - rows.length));
    const page: { rows: Row[]; next: string | null } = await read({
      ...query,
      limit: size,
      ...(before !== null && { before }),
    });
    rows.push(...page.rows);
    before = page.next;
  } while (before !== null && rows.length < limit);
  return rows;
}

function findCalls(api: LensApi, asked: Asked, limit: number, signal: AbortSignal): Promise<Call[]> {
  return findRows(asked, limit, {
    pageSize: pageSizes.calls,
    newest: ({ callId }) => callId,
    read: async (query) => {
      const { calls, next } = await api.listCalls(query, signal);
      return { rows: calls, next };
    },
  });
}

function findSessions(api: LensApi, asked: Asked, limit: number, signal: AbortSignal): Promise<Session[]> {
  return findRows(asked, limit, {
    pageSize: pageSizes.sessions,
    newest: ({ lastAt }) => lastAt,
    read: async (query) => {
      const { sessions, next } = await api.listSessions(query, signal);
      return { rows: sessions, next };
    },
  });
}

function findEvents(api: LensApi, asked: Asked, limit: number, signal: AbortSignal): Promise<RecordedEvent[]> {
  return findRows(asked, limit, {
    pageSize: pageSizes.events,
    newest: ({ recordedAt }) => recordedAt,
    read: async (query) => {
      const { events, next } = await api.listEvents(query, signal);
      return { rows: events, next };
    },
  });
}

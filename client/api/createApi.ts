import { parseJson } from '@lens/core/json';
import {
  annotationListSchema,
  callComparisonEnvelopeSchema,
  callPageSchema,
  errorListSchema,
  policyListSchema,
  packedCallViewEnvelopeSchema,
  sessionCallsSchema,
  sessionPageSchema,
  eventPageSchema,
  facetsSchema,
  unpackCallView,
  type CallComparison,
  type CallPage,
  type CallQuery,
  type CallView,
  type CompareQuery,
  type ErrorList,
  type ErrorQuery,
  type PackedCallView,
  type PoliciesQuery,
  type PolicyList,
  type SessionCalls,
  type SessionCallsQuery,
  type SessionPage,
  type SessionQuery,
  type AnnotationList,
  type AnnotationQuery,
  type EventPage,
  type EventQuery,
  type FacetQuery,
  type Facets,
} from '@lens/core/api';
import type { ZodType } from 'zod';
import { refused, unreachable, unreadable } from './apiError';
import { readActivity, type ActivityEvent } from './followActivity';

/** A query as an address spells it; the server says what is wrong with a value. */
export type CallsAsked = Asked<CallQuery>;

type Asked<Query> = Readonly<Partial<Record<keyof Query, string>>>;

/** The query API. Every answer is checked; what goes wrong is an `ApiError`, or the signal's own reason. */
export interface LensApi {
  listCalls(asked: CallsAsked, signal: AbortSignal): Promise<CallPage>;
  getCallView(callId: string, signal: AbortSignal): Promise<CallView>;
  compareCalls(asked: CompareQuery, signal: AbortSignal): Promise<CallComparison>;
  listErrors(asked: Asked<ErrorQuery>, signal: AbortSignal): Promise<ErrorList>;
  listPolicies(asked: Asked<PoliciesQuery>, signal: AbortSignal): Promise<PolicyList>;
  listSessions(asked: Asked<SessionQuery>, signal: AbortSignal): Promise<SessionPage>;
  getSession(sessionId: string, asked: Asked<SessionCallsQuery>, signal: AbortSignal): Promise<SessionCalls>;
  listEvents(asked: Asked<EventQuery>, signal: AbortSignal): Promise<EventPage>;
  listAnnotations(asked: Asked<AnnotationQuery>, signal: AbortSignal): Promise<AnnotationList>;
  /** The values that the newest calls have. */
  listFacets(asked: Asked<FacetQuery>, signal: AbortSignal): Promise<Facets>;
  /** What happens to calls from now on, until it fails; it goes on after the event with the id `after`, or with some of before. */
  followActivity(
    asked: ActivityAsked,
    onEvents: (events: ActivityEvent[]) => void,
    signal: AbortSignal,
  ): Promise<never>;
}

interface ActivityAsked {
  after: string | null;
  /** Without `after`: so many of the latest. */
  recent: number;
}

export interface ApiOptions {
  /** Stands before `/api/v1/…`: empty on our own pages, a proxy's path elsewhere. */
  baseUrl: string;
  fetch: (url: string, init: { signal: AbortSignal; headers: Record<string, string> }) => Promise<Response>;
}

/** Asks a gateway's query API. */
export function createApi({ baseUrl, fetch }: ApiOptions): LensApi {
  const read = async <T>(path: string, schema: ZodType<T>, signal: AbortSignal): Promise<T> => {
    const response = await ask(`${baseUrl}/api/v1/${path}`, signal);
    const { status } = response;
    if (!response.ok) throw refused(status, await jsonOf(response, signal).catch(() => null));
    const { data, error } = schema.safeParse(await jsonOf(response, signal));
    if (error) throw unreadable(status, error, error);
    return data;
  };

  const ask = async (
    url: string,
    signal: AbortSignal,
    headers: Record<string, string> = { accept: 'application/json' },
  ): Promise<Response> => {
    try {
      return await fetch(url, { signal, headers });
    } catch (error) {
      signal.throwIfAborted();
      throw unreachable(error);
    }
  };

  /** Reads what is at a path, with what is asked as the query of its address. */
  const list =
    <T>(path: string, schema: ZodType<T>) =>
    (asked: Readonly<Record<string, string>>, signal: AbortSignal): Promise<T> =>
      read(`${path}?${new URLSearchParams(asked).toString()}`, schema, signal);

  return {
    listCalls: list('calls', callPageSchema),
    async getCallView(callId, signal) {
      const path = `calls/${encodeURIComponent(callId)}/view`;
      return unpacked(await read(path, packedCallViewEnvelopeSchema, signal));
    },
    compareCalls: (asked, signal) => list('compare', callComparisonEnvelopeSchema)({ ...asked }, signal),
    listErrors: list('errors', errorListSchema),
    listPolicies: list('policies', policyListSchema),
    listSessions: list('sessions', sessionPageSchema),
    getSession: (sessionId, asked, signal) =>
      list(`sessions/${encodeURIComponent(sessionId)}`, sessionCallsSchema)(asked, signal),
    listEvents: list('policy-events', eventPageSchema),
    listAnnotations: list('annotations', annotationListSchema),
    listFacets: list('facets', facetsSchema),
    async followActivity({ after, recent }, onEvents, signal) {
      const last = after === null ? {} : { 'last-event-id': after };
      const url = `${baseUrl}/api/v1/activity?recent=${recent}`;
      const response = await ask(url, signal, { accept: 'text/event-stream', ...last });
      if (!response.ok) throw refused(response.status, await jsonOf(response, signal).catch(() => null));
      return readActivity(response, onEvents, signal);
    },
  };
}

async function jsonOf(response: Response, signal: AbortSignal): Promise<unknown> {
  try {
    return parseJson(await response.text());
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(response.status, error);
  }
}

/** The bodies' own parts are not looked into before: what is wrong with them shows here. */
function unpacked(packed: PackedCallView): CallView {
  try {
    return unpackCallView(packed);
  } catch (error) {
    throw unreadable(200, error);
  }
}

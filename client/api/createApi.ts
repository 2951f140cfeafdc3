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

  return {
    listCalls: (asked, signal) => read(`calls?${new URLSearchParams(asked).toString()}`, callPageSchema, signal),
    async getCallView(callId, signal) {
      const path = `calls/${encodeURIComponent(callId)}/view`;
      return unpacked(await read(path, packedCallViewEnvelopeSchema, signal));
    },
    compareCalls: (asked, signal) =>
      read(`compare?${new URLSearchParams({ ...asked }).toString()}`, callComparisonEnvelopeSchema, signal),
    listErrors: (asked, signal) => read(`errors?${new URLSearchParams(asked).toString()}`, errorListSchema, signal),
    listPolicies: (asked, signal) =>
      read(`policies?${new URLSearchParams(asked).toString()}`, policyListSchema, signal),
    listSessions: (asked, signal) =>
      read(`sessions?${new URLSearchParams(asked).toString()}`, sessionPageSchema, signal),
    getSession(sessionId, asked, signal) {
      const path = `sessions/${encodeURIComponent(sessionId)}?${new URLSearchParams(asked).toString()}`;
      return read(path, sessionCallsSchema, signal);
    },
    listEvents: (asked, signal) =>
      read(`policy-events?${new URLSearchParams(asked).toString()}`, eventPageSchema, signal),
    listAnnotations: (asked, signal) =>
      read(`annotations?${new URLSearchParams(asked).toString()}`, annotationListSchema, signal),
    listFacets: (asked, signal) => read(`facets?${new URLSearchParams(asked).toString()}`, facetsSchema, signal),
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

import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import * as api from '@lens/core/api';
import { z } from 'zod';
import { componentSchemas, schemaReference } from './componentSchemas';

interface Operation {
  path: string;
  id: string;
  summary: string;
  description?: string;
  answer: z.ZodType;
  /** What is sent; then it is given, and not read. */
  body?: z.ZodType;
  /** Of an answer to what is sent: 201 when left out. */
  status?: number;
  /** Another status with which the same answer comes. */
  inPart?: { status: number; description: string };
  /** As which the answer comes, where it is not one piece of JSON. */
  type?: 'text/event-stream';
  query?: z.ZodObject;
  /** What the path names. */
  names?: keyof typeof named;
  /** Other statuses than every route has. */
  statuses?: Record<number, string>;
}

const tooSlow = { 504: 'To build it takes longer than it may.' };
const unknownCall = { 404: 'No call has this id.' };
const named = {
  call: {
    params: z.object({ id: z.uuid().describe('The call id, as in the response header x-luthien-call-id.') }),
    statuses: unknownCall,
  },
  session: {
    params: z.object({ key: z.string().describe('The session’s keyed hash, as `sessionId` of its calls.') }),
    statuses: { 404: 'No session has this key, or none that this reader may see.' },
  },
  trace: {
    params: z.object({ trace_id: z.string().describe('32 hexadecimal digits.') }),
    statuses: { 404: 'No call of this server stands in such a trace.' },
  },
};
const masked =
  'Without the scope `reveal` the original is masked where a policy redacted it; with it the view is recorded in the audit log.';

const operations: Operation[] = [
  {
    path: '/api/v1/calls',
    id: 'listCalls',
    summary: 'Calls, newest or oldest first',
    description:
      'Filters are and-ed. Pages follow `next` by `before`, or by `after` when the oldest come first, so rows never repeat or go missing.',
    answer: api.callPageSchema,
    query: api.callQuerySchema,
  },
  {
    path: '/api/v1/calls/{id}',
    id: 'getCall',
    summary: 'One call with its spans and stream timings',
    answer: api.callDetailSchema,
    names: 'call',
  },
  {
    path: '/api/v1/calls/{id}/diff',
    id: 'getCallDiff',
    summary: 'What policies changed in the request and the response',
    description: masked,
    answer: api.callDiffSchema,
    names: 'call',
    statuses: tooSlow,
  },
  {
    path: '/api/v1/calls/{id}/events',
    id: 'getCallEvents',
    summary: 'What policies said about a call',
    answer: api.eventsSchema,
    names: 'call',
  },
  {
    path: '/api/v1/calls/{id}/view',
    id: 'getCallView',
    summary: 'Everything a page about a call shows',
    description: `Each body once: what is left out follows from the rest. ${masked}`,
    answer: api.packedCallViewSchema,
    names: 'call',
    statuses: tooSlow,
  },
  {
    path: '/api/v1/calls/{id}/scores',
    id: 'scoreCall',
    summary: 'What somebody says of a call',
    description:
      'Needs the scope `score`. Who gives a score of the same name again has it in the place of the one before. Those named `hallucination` make the rate of `GET /metrics/realtime`.',
    body: api.newScoreSchema,
    answer: api.scoreSchema,
    names: 'call',
    statuses: { 400: 'The body is not valid, and `errors` names each field.', 413: 'The body is larger than 16 KiB.' },
  },
  {
    path: '/api/v1/calls/{id}/scores',
    id: 'listScores',
    summary: 'What was said of a call',
    answer: api.scoresSchema,
    names: 'call',
  },
  {
    path: '/api/v1/events',
    id: 'ingestCalls',
    summary: 'Takes calls that other gateways and SDKs made',
    description:
      'Needs the scope `ingest`. One call, a list, or one a line (`application/x-ndjson`); gzip, deflate or br. Answered when they are in the spool. The same token, `id` and `startedAt` are the same call.',
    body: api.ingestedCallsSchema,
    answer: api.ingestionResultSchema,
    status: 202,
    inPart: { status: 207, description: 'Some were refused; `items` says which and why.' },
    statuses: {
      413: 'Too large, or too many calls at a time.',
      422: 'None is what is wanted; `items` says why.',
    },
  },
  {
    path: '/api/v1/costs',
    id: 'sumCosts',
    summary: 'What calls cost together',
    answer: api.costsSchema,
    query: api.costsQuerySchema,
  },
  {
    path: '/api/v1/sessions',
    id: 'listSessions',
    summary: 'Sessions, those with the newest calls first',
    description:
      'Without the scope `reveal` those whose ids nobody can guess. Pages follow `next` by `before`: none is listed twice.',
    answer: api.sessionPageSchema,
    query: api.sessionQuerySchema,
  },
  {
    path: '/api/v1/sessions/{key}',
    id: 'getSession',
    summary: 'A session and its calls, a page at a time',
    description: 'Pages follow `next` by `after`, or by `before` when the newest come first.',
    answer: api.sessionCallsSchema,
    query: api.sessionCallsQuerySchema,
    names: 'session',
  },
  {
    path: '/metrics/realtime',
    id: 'realtime',
    summary: 'How this gateway does now',
    description: 'Needs the scope `metrics` or `read`.',
    answer: api.realtimeSchema,
  },
  {
    path: '/metrics/traces/{trace_id}',
    id: 'getTrace',
    summary: 'The spans of a trace that calls of this server stand in',
    answer: api.traceSchema,
    names: 'trace',
  },
  {
    path: '/api/v1/compare',
    id: 'compareCalls',
    summary: 'Two calls: their figures, and the diff of what went out in the end',
    answer: api.callComparisonSchema,
    query: api.compareQuerySchema,
    statuses: { ...unknownCall, ...tooSlow },
  },
  {
    path: '/api/v1/errors',
    id: 'listErrors',
    summary: 'Errors that are the same, each once, with how often and when',
    answer: api.errorListSchema,
    query: api.errorQuerySchema,
  },
  {
    path: '/api/v1/annotations',
    id: 'listAnnotations',
    summary: 'Starts of gateways, changes of their policies, and errors that were new',
    answer: api.annotationListSchema,
    query: api.annotationQuerySchema,
  },
  {
    path: '/api/v1/policy-events',
    id: 'listEvents',
    summary: 'What policies said, over all calls',
    description: 'Of the newest calls first. `from` and `to` are times in which the calls began.',
    answer: api.eventPageSchema,
    query: api.eventQuerySchema,
  },
  {
    path: '/api/v1/policies',
    id: 'listPolicies',
    summary: 'The policies of this gateway, and what each did in the newest calls',
    answer: api.policyListSchema,
    query: api.policiesQuerySchema,
  },
  {
    path: '/api/v1/facets',
    id: 'listFacets',
    summary: 'The values that the newest calls have',
    answer: api.facetsSchema,
    query: api.facetQuerySchema,
  },
  {
    path: '/api/v1/activity',
    id: 'followActivity',
    summary: 'What happens to calls, as it happens',
    description:
      'Server-sent events without end. The data of each is an `ActivityMessage`; an event `gap` (`ActivityGap`) says that messages are missing there, an event `state` (`ActivityState`) whose messages come. Send the last id as the header `last-event-id` to go on after it.',
    answer: api.activityMessageSchema,
    type: 'text/event-stream',
    query: api.activityQuerySchema,
  },
];

const everywhere: Record<number, string> = {
  400: 'The query is not valid, and `errors` names each field; or the address can not be read.',
  401: 'No token or session, or one that is not valid.',
  403: 'The token or session lacks the scope `read`.',
  405: 'Not with this method; `allow` names those that are possible.',
  429: 'Too many requests; `retry-after` says when to try again.',
  500: 'A fault of the server.',
  503: 'The database does not answer, or not in time; or a view can not be built, or not now (`retry-after`).',
};

/** The OpenAPI document of the query API, generated from the schemas it is checked with. */
export function openApiDocument(version: string): object {
  const registry = new OpenAPIRegistry();
  const bearer = registry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'LENS_API_TOKEN, or a token of LENS_API_TOKENS.',
  });
  const session = registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'lens_session_…',
    description:
      'Set by a sign-in link; the name ends with eight characters of the installation, and begins with `__Host-` behind https.',
  });
  const security = [{ [bearer.name]: [] }, { [session.name]: [] }];
  for (const [id, schema] of Object.entries(componentSchemas())) registry.registerComponent('schemas', id, schema);
  for (const operation of operations) registry.registerPath(toPath(operation, security));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Luthien Lens query API',
      version,
      description: 'Reads what the gateway recorded. Errors are RFC 9457 problem details.',
    },
    servers: [{ url: '/' }],
  });
}

function toPath(
  operation: Operation,
  security: Record<string, string[]>[],
): Parameters<OpenAPIRegistry['registerPath']>[0] {
  const { path, id, summary, description, answer, query, body, names, status = 201, inPart, statuses = {} } = operation;
  const type = operation.type ?? 'application/json';
  return {
    method: body === undefined ? 'get' : 'post',
    path,
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    security,
    request: {
      ...(query && { query }),
      ...(names && { params: named[names].params }),
      ...(body && { body: { content: { 'application/json': { schema: schemaReference(body) } } } }),
    },
    responses: {
      [body === undefined ? 200 : status]: {
        description: summary,
        content: { [type]: { schema: schemaReference(answer) } },
      },
      ...(inPart && {
        [inPart.status]: { description: inPart.description, content: { [type]: { schema: schemaReference(answer) } } },
      }),
      ...problems({ ...everywhere, ...statuses, ...(names && named[names].statuses) }),
    },
  };
}

function problems(statuses: Record<number, string>) {
  return Object.fromEntries(
    Object.entries(statuses).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: schemaReference(api.problemSchema) } } },
    ]),
  );
}

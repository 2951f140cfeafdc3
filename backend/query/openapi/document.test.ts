import * as api from '@lens/core/api';
import { z } from 'zod';
import { openApiDocument } from './document';

const operationSchema = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean() })).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: z.record(z.string(), z.unknown()) })),
});

const documentSchema = z.object({
  openapi: z.string(),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
  paths: z.record(z.string(), z.object({ get: operationSchema.optional(), post: operationSchema.optional() })),
});

const text = JSON.stringify(openApiDocument('1.2.3'));
const document = documentSchema.parse(JSON.parse(text));

test('lists every address of the API', () => {
  expect(Object.keys(document.paths).sort()).toEqual([
    '/api/v1/activity',
    '/api/v1/annotations',
    '/api/v1/calls',
    '/api/v1/calls/{id}',
    '/api/v1/calls/{id}/diff',
    '/api/v1/calls/{id}/events',
    '/api/v1/calls/{id}/scores',
    '/api/v1/calls/{id}/view',
    '/api/v1/compare',
    '/api/v1/costs',
    '/api/v1/errors',
    '/api/v1/events',
    '/api/v1/facets',
    '/api/v1/policies',
    '/api/v1/policy-events',
    '/api/v1/sessions',
    '/api/v1/sessions/{key}',
    '/metrics/realtime',
    '/metrics/traces/{trace_id}',
  ]);
});

test('every reference leads somewhere', () => {
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  expect(references.length).toBeGreaterThan(50);
  expect([...new Set(references)].filter((name) => !Object.hasOwn(document.components.schemas, name ?? ''))).toEqual(
    [],
  );
});

test('the list has every filter of its schema as a parameter', () => {
  const parameters = document.paths['/api/v1/calls']?.get?.parameters ?? [];
  expect(parameters.map(({ name }) => name).sort()).toEqual(Object.keys(api.callQuerySchema.shape).sort());
});

test('every address asks for a token or a session and says how it fails', () => {
  const operations = Object.entries(document.paths).flatMap(([path, { get, post }]) =>
    [get, post].flatMap((operation) => (operation ? [{ path, ...operation }] : [])),
  );
  for (const { path, security, responses } of operations) {
    const answer = path === '/api/v1/activity' ? 'text/event-stream' : 'application/json';
    expect(security).toEqual([{ token: [] }, { session: [] }]);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '401', '403', '429', '500', '503']));
    expect(Object.keys(responses).filter((status) => /^20[0-2]$/.test(status))).toHaveLength(1);
    for (const [status, { content }] of Object.entries(responses)) {
      expect(Object.keys(content)).toEqual([status.startsWith('2') ? answer : 'application/problem+json']);
    }
  }
});

test('names one call by a required path parameter', () => {
  expect(document.paths['/api/v1/calls/{id}']?.get?.parameters).toMatchObject([
    { name: 'id', in: 'path', required: true },
  ]);
});

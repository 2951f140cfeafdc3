import { callDiffSchema, problemSchema } from '@lens/core/api';
import { openApiDocument } from './openapi/document';
import { revealToken, startQueryServer, type QueryServer } from './testing/queryServer';
import { secret, workedExample } from './testing/workedExample';

let server: QueryServer;
const { call, events } = workedExample(Date.now());

beforeAll(async () => {
  server = await startQueryServer();
  await server.write([call], events);
});
afterAll(() => server.stop());

/** As Grafana's proxy for apps sends it. */
const asked = (Login: string, OrgRole: string) => ({ 'x-grafana-context': JSON.stringify({ Login, OrgRole }) });

test('a Viewer sees masks where an Editor sees what was redacted, and the audit log says who that was', async () => {
  const path = `/api/v1/calls/${call.callId}/diff`;
  const diffFor = async (role: string) => {
    const answer = await server.get(path, { token: revealToken, headers: asked(`a-${role}`, role) });
    const text = await answer.text();
    callDiffSchema.parse(JSON.parse(text));
    return text;
  };
  expect(await diffFor('Viewer')).not.toContain(secret);
  expect(await diffFor('Editor')).toContain(secret);
  const { rows } = await server.database.pool.query<object>('SELECT who, action, call_id FROM audit_log');
  expect(rows).toEqual([{ who: 'revealer:a-Editor', action: 'view_revealed', call_id: call.callId }]);
});

/** The proxy of a data source passes every path and method on; only those that it knows get the token. */
describe('without a token', () => {
  const { paths } = openApiDocument('0') as { paths: object };
  const addresses = Object.keys(paths)
    // The feed's routes are beside these.
    .filter((path) => path !== '/api/v1/activity' && path !== '/metrics/realtime')
    .map((path) => path.replace(/\{\w+\}/, call.callId));

  const refusals = (path: string, method: string) =>
    path.endsWith('/scores') && method !== 'GET' && method !== 'POST' ? 'method_not_allowed' : 'unauthorized';

  test.each([...addresses, '/api', '/api/v1', '/api/v1/nothing', '/api/v1/calls/x/y'])('%s is closed', async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const headers = { ...asked('root', 'Admin'), 'x-grafana-user': 'root' };
      const answer = await server.get(path, { token: null, method, headers });
      const { code } = problemSchema.parse(await answer.json());
      expect([path, method, code]).toEqual([path, method, refusals(path, method)]);
    }
  });
});

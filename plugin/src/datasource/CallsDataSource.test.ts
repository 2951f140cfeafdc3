import {
  CoreApp,
  dateTime,
  FieldType,
  type DataFrame,
  type DataQueryRequest,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { errorGroupExample, sessionExample, workedExample } from '@lens/viewer/fixtures';
import type * as Grafana from '../testing/grafana';
import { asked, dashboardHas, grafanaAnswers, problem, sentView } from '../testing/grafana';
import { CallsDataSource } from './CallsDataSource';
import type { CallsQuery } from './types';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  ...jest.requireActual<typeof Grafana>('../testing/grafana').runtime,
}));

const { call } = workedExample;
const settings = { uid: 'luthien-calls', id: 1 } as DataSourceInstanceSettings;
const source = new CallsDataSource(settings);
const range = {
  from: dateTime('2026-11-20T00:00:00Z'),
  to: dateTime('2026-11-21T00:00:00Z'),
  raw: { from: '', to: '' },
};
const time = 'from=2026-11-20T00%3A00%3A00.000Z&to=2026-11-21T00%3A00%3A00.000Z';

async function framesOf(query: Partial<CallsQuery>, app: CoreApp = CoreApp.Explore): Promise<DataFrame[]> {
  const request: DataQueryRequest<CallsQuery> = {
    requestId: 'Q1',
    targets: [{ refId: 'A', type: 'calls', ...query }],
    range,
    scopedVars: {},
    app,
    timezone: 'utc',
    interval: '1m',
    intervalMs: 60_000,
    startTime: 0,
  };
  return (await source.query(request)).data as DataFrame[];
}

const valuesOf = (frame: DataFrame | undefined, name: string) =>
  frame?.fields.find((field) => field.name === name)?.values;

beforeEach(() => {
  dashboardHas({});
  grafanaAnswers({
    calls: { calls: [call], next: null },
    [`calls/${call.callId}/view`]: sentView(workedExample),
    facets: { values: [{ value: 'gpt-5', calls: 3 }], looked: 3, complete: true },
  });
});

test('calls are a table that leads to each call', async () => {
  const [frame] = await framesOf({ filters: { model: 'gpt-5', changed: 'any' }, limit: 50 });
  expect(asked).toEqual([`calls?model=gpt-5&changed=any&${time}&limit=50`]);
  expect(valuesOf(frame, 'callId')).toEqual([call.callId]);
  expect(valuesOf(frame, 'time')).toEqual([Date.parse(call.startedAt)]);
  const id = frame?.fields.find(({ name }) => name === 'callId');
  expect(id?.config.links?.map(({ url }) => url)).toEqual(['/a/luthien-lens-app/calls/${__value.raw}']);
});

test('more rows than a page has are asked for page by page', async () => {
  grafanaAnswers({ calls: { calls: Array(200).fill(call), next: call.callId } });
  const [frame] = await framesOf({ limit: 450 });
  expect(frame?.length).toBe(600);
  expect(asked.map((path) => new URLSearchParams(path.split('?')[1]).get('before'))).toEqual([
    null,
    call.callId,
    call.callId,
  ]);
  expect(asked.map((path) => new URLSearchParams(path.split('?')[1]).get('limit'))).toEqual(['200', '200', '50']);
});

test('a variable of many values asks for each, one of all for no filter', async () => {
  dashboardHas({ model: ['gpt-5', 'claude'], provider: '$__all' });
  const [frame] = await framesOf({ filters: { model: '$model', provider: '$provider' } });
  expect(asked).toEqual([`calls?model=gpt-5&${time}&limit=100`, `calls?model=claude&${time}&limit=100`]);
  expect(frame?.length).toBe(2);
});

test('on a dashboard with a variable for a call a row chooses it', async () => {
  const linksOn = async (app: CoreApp) =>
    (await framesOf({}, app))[0]?.fields.find(({ name }) => name === 'callId')?.config.links?.map(({ title }) => title);
  expect(await linksOn(CoreApp.Dashboard)).toEqual(['Open the call']);
  dashboardHas({ callId: '' });
  expect(await linksOn(CoreApp.Dashboard)).toEqual(['Open the call', 'Show it on this dashboard']);
  expect(await linksOn(CoreApp.Explore)).toEqual(['Open the call']);
});

test('a call comes whole, for the panels that show it, and its changes as rows', async () => {
  dashboardHas({ callId: call.callId });
  const [frame] = await framesOf({ type: 'call', callId: '$callId' });
  expect(frame?.meta?.custom).toMatchObject({ lensCall: { call: { callId: call.callId } } });
  const [changes] = await framesOf({ type: 'diff', callId: call.callId });
  expect(valuesOf(changes, 'path')).toEqual(['choices[0].message.content']);
  expect(valuesOf(changes, 'policies')).toEqual(['pii-redaction']);
  expect([valuesOf(changes, 'before'), valuesOf(changes, 'after')]).toEqual([['1234-5678-9012'], ['[REDACTED]']]);
});

test.each(['', '$callId', '019aa3f2-0000-7000-8000-000000000000'])(
  'of no call (%p) there is nothing, and no error',
  async (callId) => {
    if (callId.startsWith('0')) grafanaAnswers({ [`calls/${callId}/view`]: problem(404, 'unknown_call') });
    expect(await framesOf({ type: 'call', callId })).toEqual([]);
  },
);

test('a hidden query asks for nothing', async () => {
  expect(await framesOf({ hide: true })).toEqual([]);
  expect(asked).toEqual([]);
});

test('sessions have their turns inside, if that is wanted', async () => {
  const ids = ['a', 'b'];
  const sessions = ids.map((sessionId) => ({ ...sessionExample, sessionId }));
  grafanaAnswers({
    sessions: { sessions, next: null },
    'sessions/a': { session: sessions[0], calls: [call], next: null },
    // Retention took it in between.
    'sessions/b': problem(404, 'unknown_session'),
  });
  const [plain] = await framesOf({ type: 'sessions' });
  expect(asked).toEqual([`sessions?${time}&limit=100`]);
  expect(plain?.fields.some(({ type }) => type === FieldType.nestedFrames)).toBe(false);
  const [frame] = await framesOf({ type: 'sessions', turns: true });
  expect(asked).toContain(`sessions?${time}&limit=50`);
  expect([valuesOf(frame, 'session'), valuesOf(frame, 'cost')]).toEqual([ids, [0.0123, 0.0123]]);
  const nested = frame?.fields.find(({ type }) => type === FieldType.nestedFrames)?.values as DataFrame[][];
  expect(nested.map(([turns]) => valuesOf(turns, 'Call'))).toEqual([[call.callId], []]);
  // Of sessions that did not go on the turns are known.
  asked.length = 0;
  await framesOf({ type: 'sessions', turns: true });
  expect(asked).toEqual([`sessions?${time}&limit=50`]);
});

test('policy events, errors and annotations have the columns that panels look for', async () => {
  grafanaAnswers({
    'policy-events': { events: [], next: null },
    errors: { groups: [{ ...errorGroupExample, examples: [call.callId] }] },
    annotations: {
      annotations: [
        { at: '2026-11-20T10:00:00.000Z', kind: 'policies', title: 'Policies changed', text: 'a', callId: null },
      ],
    },
  });
  expect((await framesOf({ type: 'events' }))[0]?.fields.map(({ name }) => name)).toContain('summary');
  const [errors] = await framesOf({ type: 'errors' });
  expect([valuesOf(errors, 'where'), valuesOf(errors, 'callId')]).toEqual([['openai'], [call.callId]]);
  const [annotations] = await framesOf({ type: 'annotations', kind: 'policies' });
  expect(asked.at(-1)).toBe(`annotations?${time}&limit=100&kind=policies`);
  expect([valuesOf(annotations, 'title'), valuesOf(annotations, 'tags')]).toEqual([
    ['Policies changed'],
    [['policies']],
  ]);
});

test('a variable has the values that calls have', async () => {
  const values = await source.valuesOf({ of: 'model' }, { from: 'a', to: 'b' });
  expect(values).toMatchObject([{ text: 'gpt-5', value: 'gpt-5' }]);
  expect(asked).toEqual(['facets?of=model&from=a&to=b&limit=500']);
});

test('what could not be loaded is loaded for the next question', async () => {
  const other = new CallsDataSource(settings);
  const values = () => other.valuesOf({}, { from: 'a', to: 'b' });
  jest.doMock('./createReader', () => {
    throw new Error('Loading chunk 7 failed.');
  });
  await expect(values()).rejects.toThrow('Loading chunk 7 failed.');
  jest.dontMock('./createReader');
  expect(await values()).toMatchObject([{ value: 'gpt-5' }]);
});

describe('the connection test', () => {
  const says = async (answers: Parameters<typeof grafanaAnswers>[0]) => {
    grafanaAnswers(answers);
    const { status, message } = await source.testDatasource();
    return `${status}: ${message}`;
  };
  const facets = problem(403, 'forbidden');

  test('is passed by a token that only reads', async () => {
    expect(await says({ calls: { calls: [call], next: null }, facets })).toBe(
      'success: The gateway answers. It has calls.',
    );
    expect(await says({ calls: { calls: [], next: null }, facets })).toMatch(/^success: .*no call yet/);
  });

  test('is not passed by a token that sees more than every Viewer may', async () => {
    const open = { values: [], looked: 0, complete: true };
    expect(await says({ calls: { calls: [], next: null }, facets: open })).toMatch(/^error: .*scope read alone/);
  });

  test.each([
    ['unauthorized', 401, /refused the token/],
    ['forbidden', 403, /lacks the scope read/],
    ['no_such_path', 404, /no Luthien Lens gateway/],
    ['storage_unavailable', 503, /storage_unavailable is what happened/],
  ])('says what is wrong of %s', async (code, status, words) => {
    expect(await says({ calls: problem(status, code) })).toMatch(words);
  });

  test('knows an answer that is no gateway’s', async () => {
    expect(await says({ calls: { hello: 'world' } })).toMatch(/no Luthien Lens gateway/);
  });
});

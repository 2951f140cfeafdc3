import { z } from 'zod';
import { metricDefinitions, type MetricDefinition } from '../../backend/telemetry/metrics/definitions';
import { dashboards } from './dashboards';
import { dashboardJson } from './grafana/dashboard';
import { dataSources } from './grafana/dataSources';

/** What Grafana would be silent about, or show as a panel without data. */

const gridPos = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
const dataSource = z.object({ type: z.string(), uid: z.string() });
const panelSchema = z.object({
  id: z.number().int().positive(),
  type: z.string(),
  title: z.string().min(1),
  description: z.string().optional(),
  gridPos,
  datasource: dataSource.optional(),
  targets: z
    .array(
      z.looseObject({
        refId: z.string(),
        datasource: dataSource,
        expr: z.string().optional(),
        rawSql: z.string().optional(),
      }),
    )
    .optional(),
  fieldConfig: z
    .object({ defaults: z.looseObject({ unit: z.string().optional() }), overrides: z.array(z.unknown()) })
    .optional(),
});
const dashboardSchema = z.looseObject({
  uid: z.string(),
  title: z.string(),
  panels: z.array(panelSchema),
  templating: z.object({
    list: z.array(z.looseObject({ name: z.string(), multi: z.boolean().optional(), refresh: z.number().optional() })),
  }),
});
type Panel = z.infer<typeof panelSchema>;

const parsed = dashboards.map((source) => dashboardSchema.parse(dashboardJson(source)));
const queriesOf = (panel: Panel) => (panel.targets ?? []).flatMap(({ expr, rawSql }) => expr ?? rawSql ?? []);

/** Rows that a laptop's screen has room for, below the choices. */
const foldRow = 18;

function overlap(a: Panel, b: Panel): boolean {
  const [one, other] = [a.gridPos, b.gridPos];
  return one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
}

describe.each(parsed)('$title', (dashboard) => {
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');

  test('numbers and titles are there once, and no panel lies on another or beyond the edge', () => {
    for (const values of [dashboard.panels.map(({ id }) => id), dashboard.panels.map(({ title }) => title)]) {
      expect(new Set<unknown>(values).size).toBe(values.length);
    }
    const clashes = dashboard.panels.flatMap((a, at) =>
      dashboard.panels.slice(at + 1).flatMap((b) => (overlap(a, b) ? [`${a.title} / ${b.title}`] : [])),
    );
    expect(clashes).toEqual([]);
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
  });

  test('at most ten panels begin before the fold', () => {
    expect(panels.filter(({ gridPos: { y } }) => y < foldRow).length).toBeLessThanOrEqual(10);
  });

  test('every panel says how to read it and where it comes from, and figures have a unit', () => {
    expect(
      panels.filter(({ description = '' }) => !/\bFrom [\w`]/.test(description)).map(({ title }) => title),
    ).toEqual([]);
    const figures = panels.filter(({ type }) => ['timeseries', 'stat', 'bargauge', 'barchart'].includes(type));
    expect(figures.filter(({ fieldConfig }) => fieldConfig?.defaults.unit === undefined)).toEqual([]);
  });

  test('every query asks a data source that is provisioned', () => {
    const known = new Set<string>(Object.values(dataSources).map(({ type, uid }) => `${type} ${uid}`));
    const asked = panels.flatMap(({ targets = [] }) =>
      targets.map(({ datasource: { type, uid } }) => `${type} ${uid}`),
    );
    expect(asked.filter((one) => !known.has(one))).toEqual([]);
    expect(panels.filter(({ targets = [] }) => targets.length === 0)).toEqual([]);
  });

  test('every variable that is used is defined, and those that all have are', () => {
    const text = JSON.stringify(dashboard);
    const used = [...text.matchAll(/\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g)].map(([, braced, bare]) => braced ?? bare ?? '');
    const defined = new Set(dashboard.templating.list.map(({ name }) => name));
    const own = used.filter((name) => !name.startsWith('__') && !/^\d*$/.test(name));
    expect(own.filter((name) => !defined.has(name))).toEqual([]);
    expect([...defined]).toEqual(expect.arrayContaining(['environment', 'provider', 'model', 'policy']));
  });

  test('PromQL compares one chosen value as it is: Grafana escapes only many for a pattern, and `demo-gpt*` is a name', () => {
    const many = new Set(dashboard.templating.list.filter(({ multi }) => multi === true).map(({ name }) => name));
    const patterns = panels
      .flatMap(({ targets = [] }) => targets.flatMap(({ expr = '' }) => [...expr.matchAll(/[=!]~"\$\{?(\w+)/g)]))
      .map(([, name = '']) => name);
    expect(patterns.filter((name) => !many.has(name))).toEqual([]);
  });

  test('its links lead to dashboards that exist, or into the app', () => {
    const links = [...JSON.stringify(dashboard).matchAll(/"url":"([^"]*)"/g)].map(([, url = '']) => url);
    const uids = new Set(parsed.map(({ uid }) => uid));
    const strange = links.filter((url) => {
      const uid = /^\/d\/([\w-]+)\?/.exec(url)?.[1];
      return uid === undefined ? !url.startsWith('/a/luthien-lens-app/') : !uids.has(uid);
    });
    expect(links.length).toBeGreaterThan(0);
    expect(strange).toEqual([]);
  });
});

test('the call that is read stays when newer ones come: its variable is not asked for at a refresh', () => {
  const variables = parsed.flatMap(({ templating }) => templating.list);
  const atLoad = 1;
  expect(variables.filter(({ name }) => name === 'callId').map(({ refresh }) => refresh)).toEqual([atLoad]);
});

const definitions: Readonly<Record<string, MetricDefinition>> = metricDefinitions;
const ofTarget = ['environment', 'instance', 'job', 'le'];

/** Of each metric that PromQL names, the labels that it is asked for. */
function asked(expr: string): { name: string; labels: string[] }[] {
  return [...expr.matchAll(/\b([a-z_]+(?::[\w:]+)?)(?:\{([^}]*)\})/g)].map(([, name = '', matchers = '']) => ({
    name,
    labels: [...matchers.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label = '']) => label),
  }));
}

test('PromQL names metrics that the gateway has, by labels that they have', () => {
  const expressions = parsed
    .flatMap(({ panels }) => panels.flatMap(queriesOf))
    .filter((text) => !text.startsWith('SELECT'));
  const metrics = expressions.flatMap(asked).filter(({ name }) => !name.includes(':') && name !== 'app');
  const wrong = metrics.flatMap(({ name, labels }) => {
    const definition = definitions[name] ?? definitions[name.replace(/_(bucket|count|sum)$/, '')];
    if (definition === undefined) return [name];
    return labels
      .filter((label) => !definition.labels.includes(label) && !ofTarget.includes(label))
      .map((label) => `${name} ${label}`);
  });
  expect(metrics.length).toBeGreaterThan(60);
  expect(wrong).toEqual([]);
});

import {
  createDataFrame,
  dateTime,
  LoadingState,
  OrgRole,
  PanelOptionsEditorBuilder,
  standardEditorsRegistry,
  type DataFrame,
  type PanelProps,
} from '@grafana/data';
import { config } from '@grafana/runtime';
import { render, screen, waitFor, within } from '@testing-library/react';
import { blockedCall, maskedExample, workedExample } from '@lens/viewer/fixtures';
import { testIds } from '@lens/viewer/testIds';
import { callFrame } from '../datasource/frames/callFrames';
import type * as Grafana from '../testing/grafana';
import { asked, grafanaAnswers, grafanaHas, problem, sentView } from '../testing/grafana';
import DiffPanel from './diff/DiffPanel';
import { plugin as diffPlugin } from './diff/module';
import type { DiffPanelOptions } from './diff/types';
import type { CallPanelOptions } from './shared/CallPanel';
import WaterfallPanel from './waterfall/WaterfallPanel';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  ...jest.requireActual<typeof Grafana>('../testing/grafana').runtime,
}));

const { call } = workedExample;
const usual: DiffPanelOptions = { callId: '$callId', head: true, mode: 'auto', sides: 'both', folded: true, height: 0 };

interface Shown {
  id?: number;
  options?: Partial<DiffPanelOptions>;
  series?: DataFrame[];
  /** Of the dashboard, or of a repeated row. */
  variables?: Record<string, string>;
}

function propsOf({ id = 1, options = {}, series = [], variables = {} }: Shown): PanelProps<DiffPanelOptions> {
  const time = dateTime('2026-11-20T12:00:00Z');
  const timeRange = { from: time, to: time, raw: { from: time, to: time } };
  return {
    id,
    data: { series, state: LoadingState.Done, timeRange },
    options: { ...usual, ...options },
    width: 900,
    height: 400,
    timeRange,
    timeZone: 'utc',
    transparent: false,
    title: '',
    fieldConfig: { defaults: {}, overrides: [] },
    renderCounter: 0,
    eventBus: undefined as never,
    onOptionsChange: () => undefined,
    onFieldConfigChange: () => undefined,
    onChangeTimeRange: () => undefined,
    replaceVariables: (text) => text.replace(/\$(\w+)/g, (whole, name: string) => variables[name] ?? whole),
  };
}

function waterfallOf(shown: Shown): PanelProps<CallPanelOptions> {
  return { ...propsOf(shown), options: { callId: '$callId', head: false }, onOptionsChange: () => undefined };
}

const idsIn = (element: Element) => [...element.querySelectorAll('[id]')].map(({ id }) => id);
const redacted = () => screen.findAllByText(/REDACTED/);

afterEach(() => grafanaHas(['luthien-calls']));
beforeEach(() => {
  grafanaAnswers({
    [`calls/${call.callId}/view`]: sentView(workedExample),
    [`calls/${blockedCall.call.callId}/view`]: sentView(blockedCall),
  });
});

test('the diff of the call that a variable names, with a line that leads to its page', async () => {
  render(<DiffPanel {...propsOf({ variables: { callId: call.callId } })} />);
  expect(await redacted()).not.toHaveLength(0);
  expect(asked).toEqual([`calls/${call.callId}/view`]);
  const page = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(page).toContain(`/a/luthien-lens-app/calls/${call.callId}`);
});

test('what a call’s model is called is told as it is, whatever it looks like', async () => {
  const odd = '$t(pages.load-again) {{y}} <b>';
  const named = { ...workedExample, call: { ...call, requestedModel: odd, finalModel: odd } };
  render(<DiffPanel {...propsOf({ series: [callFrame('A', named)] })} />);
  await redacted();
  const [head] = screen.getAllByRole('link');
  expect(head?.textContent).toContain(odd);
});

test('another value of the variable is another diff', async () => {
  const { rerender } = render(<DiffPanel {...propsOf({ variables: { callId: blockedCall.call.callId } })} />);
  await waitFor(() => expect(asked).toHaveLength(1));
  rerender(<DiffPanel {...propsOf({ variables: { callId: call.callId } })} />);
  expect(await redacted()).not.toHaveLength(0);
});

test('another data source is asked for its own, also where the one before it did not have the call', async () => {
  const viewPath = `calls/${call.callId}/view`;
  grafanaAnswers({ [viewPath]: problem(404, 'unknown_call') });
  const { rerender } = render(<DiffPanel {...propsOf({ variables: { callId: call.callId } })} />);
  await screen.findByText('unknown_call is what happened.');
  grafanaAnswers({ [viewPath]: sentView(workedExample) });
  grafanaHas(['another']);
  rerender(<DiffPanel {...propsOf({ variables: { callId: call.callId } })} />);
  expect(await redacted()).not.toHaveLength(0);
});

test('the diff of the panel’s own query is there without another request', async () => {
  render(<DiffPanel {...propsOf({ series: [callFrame('A', workedExample)] })} />);
  expect(await redacted()).not.toHaveLength(0);
  expect(asked).toEqual([]);
});

test('the first call of any table with call ids is shown, where nothing names one', async () => {
  const table = createDataFrame({ fields: [{ name: 'call_id', values: [null, call.callId] }] });
  render(<DiffPanel {...propsOf({ series: [table] })} />);
  expect(await redacted()).not.toHaveLength(0);
});

test('one side alone, if that is wanted', async () => {
  render(<DiffPanel {...propsOf({ series: [callFrame('A', workedExample)], options: { sides: 'response' } })} />);
  expect(await redacted()).not.toHaveLength(0);
  expect(screen.queryByTestId(testIds.diff.side('request'))).toBeNull();
  expect(screen.getByTestId(testIds.diff.side('response'))).toBeTruthy();
});

test.each(['side', 'unified', 'changes'] as const)('shown as %s, if that is wanted', async (mode) => {
  render(<DiffPanel {...propsOf({ series: [callFrame('A', workedExample)], options: { mode } })} />);
  const name = { side: 'Side by side', unified: 'Unified', changes: 'Changes only' }[mode];
  const [button] = await screen.findAllByRole('button', { name });
  expect(button?.getAttribute('aria-pressed')).toBe('true');
});

test('two on one dashboard, and repeated ones, share no id', async () => {
  const series = [callFrame('A', workedExample)];
  const { container } = render(
    <>
      <DiffPanel {...propsOf({ id: 1, series })} />
      <DiffPanel {...propsOf({ id: 2, series })} />
      <DiffPanel {...propsOf({ id: 2, series: [callFrame('A', blockedCall)] })} />
      <WaterfallPanel {...waterfallOf({ id: 3, series })} />
    </>,
  );
  await redacted();
  const ids = idsIn(container);
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test.each([
  ['no variable', {}],
  ['a variable without a value', { callId: '' }],
  ['a variable of another kind', { callId: 'All' }],
])('with %s it says how to choose a call', (_what, variables) => {
  render(<DiffPanel {...propsOf({ variables })} />);
  expect(screen.getByText('No call is chosen')).toBeTruthy();
  expect(asked).toEqual([]);
});

test('a call that is not there is told in words', async () => {
  grafanaAnswers({ [`calls/${call.callId}/view`]: problem(404, 'unknown_call') });
  render(<DiffPanel {...propsOf({ variables: { callId: call.callId } })} />);
  expect(await screen.findByText('unknown_call is what happened.')).toBeTruthy();
});

test.each([
  [OrgRole.Viewer, /is masked\. Editors may see it, with “Show originals”/],
  [OrgRole.Editor, /is masked\. You may see it: “Show originals”/],
])('a %s who reads a masked call is told who may see the original, and how', async (role, words) => {
  const { user } = config.bootData;
  config.bootData.user = { ...user, orgRole: role, isGrafanaAdmin: false };
  grafanaAnswers({ [`calls/${call.callId}/view`]: sentView(maskedExample) });
  render(<DiffPanel {...propsOf({ variables: { callId: call.callId } })} />);
  expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
  config.bootData.user = user;
});

test('the waterfall of a call', async () => {
  render(<WaterfallPanel {...waterfallOf({ variables: { callId: call.callId } })} />);
  const tree = await screen.findByRole('treegrid');
  expect(within(tree).getAllByRole('row').length).toBeGreaterThan(1);
});

test('every option has an editor', () => {
  const editor = () => null;
  // Grafana's own are in Grafana.
  standardEditorsRegistry.setInit(() => ['text', 'boolean', 'radio', 'number'].map((id) => ({ id, name: id, editor })));
  const builder = new PanelOptionsEditorBuilder<DiffPanelOptions>();
  diffPlugin.getPanelOptionsSupplier()(builder, { data: [] });
  expect(builder.getItems().map(({ path }) => path)).toEqual(Object.keys(usual));
});

import {
  createDataFrame,
  FieldType,
  LoadingState,
  type DataFrame,
  type DataQueryError,
  type PanelData,
  type QueryRunnerOptions,
} from '@grafana/data';
import { config, type PanelRendererProps } from '@grafana/runtime';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { workedExample } from '@lens/viewer/fixtures';
import { ReplaySubject } from 'rxjs';
import { CallLogs } from './CallLogs';

/** A line is JSON: of it what people read. */
const inWords = '| json | line_format "{{.component}}: {{.message}} {{.payload}}"';

interface Run {
  options: QueryRunnerOptions;
  answer: (data: Partial<PanelData>) => void;
}
const mockRuns: Run[] = [];

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  PanelRenderer: ({ pluginId, data, width, height }: PanelRendererProps) => (
    <p>
      {pluginId} {data?.series[0]?.length} {width} {height}
      {data?.series[0]?.meta?.searchWords}
    </p>
  ),
  createQueryRunner: () => {
    const answers = new ReplaySubject<PanelData>(1);
    return {
      get: () => answers,
      run: (options: QueryRunnerOptions) =>
        mockRuns.push({
          options,
          answer: (data) =>
            answers.next({ state: LoadingState.Done, series: [], timeRange: options.timeRange, ...data }),
        }),
      cancel: () => undefined,
      destroy: () => answers.complete(),
    };
  },
}));

const { call } = workedExample;

/** Grafana's pages are laid out; these here are not. */
class LaidOut implements ResizeObserver {
  constructor(private readonly tell: ResizeObserverCallback) {}
  observe(): void {
    this.tell([{ contentRect: { width: 900, height: 400 } } as ResizeObserverEntry], this);
  }
  unobserve(): void {}
  disconnect(): void {}
}

const lines = (...texts: string[]): DataFrame =>
  createDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: texts.map((_, index) => index) },
      { name: 'Line', type: FieldType.string, values: texts },
    ],
  });

function answer(data: Partial<PanelData>): void {
  act(() => mockRuns.at(-1)?.answer(data));
}

const asked = () => mockRuns.at(-1)?.options;

beforeEach(() => {
  mockRuns.length = 0;
  window.ResizeObserver = LaidOut;
  config.bootData.user.permissions = { 'datasources:explore': true };
});

test('the lines of a call, by its id, at its time, in Grafana’s own list', () => {
  render(<CallLogs view={workedExample} lokiUid="loki-eu" shown />);
  const start = Date.parse(call.startedAt);
  expect(asked()).toMatchObject({
    datasource: { type: 'loki', uid: 'loki-eu' },
    queries: [
      { expr: `{app="luthien-gateway"} |= "${call.callId}" ${inWords}`, queryType: 'range', direction: 'forward' },
    ],
  });
  expect(asked()?.timeRange.from.valueOf()).toBe(start - 60_000);
  expect(asked()?.timeRange.to.valueOf()).toBeGreaterThan(start + 60_000);
  answer({ series: [{ ...lines('a', 'b'), meta: { searchWords: [call.callId] } }] });
  expect(screen.getByText('logs 2 900 400')).toBeTruthy();
  expect(screen.getByRole('status').textContent).toBe('2 lines');
});

test('the lines of its trace, found as a label and as structured metadata; Explore has the same', async () => {
  render(<CallLogs view={workedExample} lokiUid="loki-eu" shown />);
  answer({});
  await userEvent.click(screen.getByRole('radio', { name: 'Its trace' }));
  const expr = `{app="luthien-gateway"} | trace_id="${call.traceId}" ${inWords}`;
  expect(asked()?.queries).toMatchObject([{ expr }]);
  const href = screen.getByRole('link', { name: 'Open in Explore' }).getAttribute('href') ?? '';
  const panes = JSON.parse(new URL(href, 'http://grafana').searchParams.get('panes') ?? '') as object;
  expect(panes).toMatchObject({ lns: { datasource: 'loki-eu', queries: [{ expr }] } });
});

test('who may not explore gets no link to it', () => {
  config.bootData.user.permissions = {};
  render(<CallLogs view={workedExample} lokiUid="loki-eu" shown />);
  expect(screen.queryByRole('link')).toBeNull();
});

test('no line: why, of a call that was left out and of any other, and a way to look again', async () => {
  const { rerender } = render(<CallLogs view={workedExample} lokiUid="loki-eu" shown />);
  answer({});
  expect(screen.getByText('Loki has no line of this call')).toBeTruthy();
  expect(screen.getByText(/set LOKI_URL of the gateway/)).toBeTruthy();
  rerender(
    <CallLogs view={{ ...workedExample, sampling: { sampled: false, reason: 'ratio' } }} lokiUid="loki-eu" shown />,
  );
  expect(screen.getByText(/left out of traces and logs/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Load again' }));
  expect(mockRuns).toHaveLength(2);
});

test('without a Loki that the reader may query it says so, and asks for nothing', () => {
  render(<CallLogs view={workedExample} lokiUid={null} shown />);
  expect(screen.getByText('There is no Loki that you may query')).toBeTruthy();
  expect(mockRuns).toEqual([]);
});

test.each<[string, DataQueryError, RegExp]>([
  ['no permission', { status: 403, data: { message: 'Access denied' } }, /does not let you query.*\(Access denied\)/],
  ['no Loki', { status: 502, message: 'connection refused' }, /^connection refused$/],
  ['no reason', {}, /did not say why/],
])('%s is told in words', (_what, error, words) => {
  render(<CallLogs view={workedExample} lokiUid="loki-eu" shown />);
  answer({ state: LoadingState.Error, errors: [error] });
  expect(screen.getByText('Could not load the logs')).toBeTruthy();
  expect(screen.getByText(words)).toBeTruthy();
});

test('behind another tab it is not seen', () => {
  render(<CallLogs view={workedExample} lokiUid={null} shown={false} />);
  expect(screen.getByText(/There is no Loki/).closest('[hidden]')).not.toBeNull();
});

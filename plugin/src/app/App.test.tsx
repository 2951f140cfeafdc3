import { OrgRole, type AppRootProps } from '@grafana/data';
import { config, locationService } from '@grafana/runtime';
import type { CallView } from '@lens/core/api';
import { diff } from '@lens/core/diff';
import {
  anthropicStream,
  errorGroupExample,
  maskedExample,
  sessionExample,
  workedExample,
} from '@lens/viewer/fixtures';
import { testIds as viewerTestIds } from '@lens/viewer/testIds';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { appId, appPath, originalsProxy } from '../constants';
import { testIds } from '../testIds';
import type * as Grafana from '../testing/grafana';
import { grafanaAnswers, grafanaHas, pending, problem, refusedByGrafana, sentView } from '../testing/grafana';
import { HistoryRouter } from '../testing/HistoryRouter';
import type { AppSettings } from '../settings/appSettings';
import App from './App';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  ...jest.requireActual<typeof Grafana>('../testing/grafana').runtime,
}));

/** The app as Grafana shows it at an address. */
function open(where: string, settings: AppSettings = {}): void {
  locationService.push(`${appPath}/${where}`);
  const meta = { id: appId, jsonData: settings } as AppRootProps<AppSettings>['meta'];
  const old = { onNavChanged: () => undefined, path: '', query: {} };
  render(
    <HistoryRouter>
      <Routes>
        <Route path={`${appPath}/*`} element={<App meta={meta} basename={appPath} {...old} />} />
      </Routes>
    </HistoryRouter>,
  );
}

const { call } = workedExample;
const policies = {
  chain: ['pii-redaction'],
  routes: [],
  policies: [
    {
      policy: 'pii-redaction',
      use: 'pii-redaction',
      onError: 'closed',
      calls: 13,
      changed: 6,
      blocked: 0,
      failed: 0,
      events: 10,
      durationMs: null,
    },
  ],
  looked: 13,
  complete: true,
};

function side(left: CallView, right: CallView, name: 'request' | 'response') {
  const [a, b] = [left[name].final, right[name].final];
  return { a, b, diff: a !== null && b !== null ? diff(a, b) : null, as: 'messages', masked: false };
}
const comparison = {
  a: call,
  b: anthropicStream.call,
  of: 'final',
  request: side(workedExample, anthropicStream, 'request'),
  response: side(workedExample, anthropicStream, 'response'),
};

interface PageCase {
  at: string;
  what: string;
  /** What it asks the gateway for. */
  asks: string;
  answer: unknown;
  shows: RegExp;
  /** An answer without anything in it, where there is such a one, and what is said then. */
  empty?: [answer: unknown, says: string];
}

const pages: PageCase[] = [
  {
    at: 'calls',
    what: 'the calls',
    asks: 'calls',
    answer: { calls: [call], next: null },
    shows: /gpt-/,
    empty: [{ calls: [], next: null }, 'No calls yet'],
  },
  {
    at: `calls/${call.callId}`,
    what: 'the call',
    asks: `calls/${call.callId}/view`,
    answer: sentView(workedExample),
    shows: /REDACTED/,
  },
  {
    at: 'sessions',
    what: 'the sessions',
    asks: 'sessions',
    answer: { sessions: [sessionExample], next: null },
    shows: /3 changed/,
    empty: [{ sessions: [], next: null }, 'No sessions yet'],
  },
  {
    at: `sessions/${sessionExample.sessionId}`,
    what: 'the session',
    asks: `sessions/${sessionExample.sessionId}`,
    answer: { session: sessionExample, calls: [call], next: null },
    shows: /gpt-/,
  },
  {
    at: 'policies',
    what: 'the policies',
    asks: 'policies',
    answer: policies,
    shows: /fails closed/,
    empty: [{ ...policies, chain: [], policies: [] }, 'No policies'],
  },
  {
    at: 'errors',
    what: 'the errors',
    asks: 'errors',
    answer: { groups: [errorGroupExample] },
    shows: /Limit ‹number› reached/,
    empty: [{ groups: [] }, 'No errors'],
  },
  {
    at: `compare?a=${call.callId}&b=${anthropicStream.call.callId}`,
    what: 'the comparison',
    asks: 'compare',
    answer: comparison,
    shows: /32 % faster/,
  },
  {
    at: 'open?traceId=abc',
    what: 'the calls of this trace',
    asks: 'calls',
    answer: { calls: [call, anthropicStream.call], next: null },
    shows: /gpt-/,
    empty: [{ calls: [], next: null }, 'No call of the gateway is in this trace'],
  },
];

const failed = async () => within(await screen.findByTestId(testIds.failed));

afterEach(() => grafanaHas(['luthien-calls']));

describe.each(pages)('the page at $at', ({ at, what, asks, answer, shows, empty }) => {
  test('shows what there is', async () => {
    grafanaAnswers({ [asks]: answer });
    open(at);
    expect(await screen.findAllByText(shows)).not.toHaveLength(0);
    expect(screen.queryByTestId(testIds.loading)).toBeNull();
    expect(screen.queryByTestId(testIds.failed)).toBeNull();
  });

  test('says that it is on its way', async () => {
    grafanaAnswers({ [asks]: pending });
    open(at);
    expect(await screen.findByText(`Loading ${what}…`)).toBeTruthy();
    expect(screen.getByTestId(testIds.loading).getAttribute('aria-busy')).toBe('true');
  });

  test('says why it could not be had, and lets one try again', async () => {
    grafanaAnswers({ [asks]: problem(503, 'database_away') });
    open(at);
    const alert = await failed();
    expect(alert.getByText(`Could not load ${what}`)).toBeTruthy();
    expect(alert.getByText('database_away is what happened.')).toBeTruthy();
    expect(alert.getByRole('button', { name: 'Load again' })).toBeTruthy();
  });

  test('says who does not let its reader see it: Grafana, or the gateway', async () => {
    grafanaAnswers({ [asks]: refusedByGrafana(403, 'Access denied to this data source') });
    open(at);
    expect((await failed()).getByText(/^Grafana does not let you do this \(Access denied/)).toBeTruthy();
    cleanup();
    grafanaAnswers({ [asks]: problem(401, 'unauthorized') });
    open(at);
    expect(
      (await failed()).getByText(/^The gateway refused the token of the data source “Luthien calls”\./),
    ).toBeTruthy();
  });

  if (empty === undefined) return;
  const [nothing, says] = empty;
  test('says that there is nothing, and what to do about it', async () => {
    grafanaAnswers({ [asks]: nothing });
    open(at);
    expect(await screen.findByText(says)).toBeTruthy();
    expect(screen.queryByTestId(testIds.failed)).toBeNull();
  });
});

test('a list of which the filters leave nothing says how to have all', async () => {
  grafanaAnswers({ calls: { calls: [], next: null } });
  open('calls?policy=none');
  expect(await screen.findByText('No call matches')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'show all calls' }).getAttribute('href')).toBe(`${appPath}/calls`);
});

test('a call that nobody has is told in the gateway’s words', async () => {
  grafanaAnswers({ [`calls/${call.callId}/view`]: problem(404, 'unknown_call') });
  open(`calls/${call.callId}`);
  expect((await failed()).getByText('unknown_call is what happened.')).toBeTruthy();
});

describe('the live page', () => {
  const state = () => screen.findByTestId(viewerTestIds.live.state);

  test('says that it connects, and that it is live', async () => {
    grafanaAnswers({ activity: pending });
    open('live');
    expect((await state()).textContent).toBe('Connecting');
    cleanup();
    grafanaAnswers({ activity: 'event: state\ndata: {"shared":false,"connected":true}\n\n' });
    open('live');
    await waitFor(async () => expect((await state()).textContent).toBe('Live'));
    expect(screen.getByText('Waiting for the first call')).toBeTruthy();
  });

  test('says that it tries again, or that its reader may not follow', async () => {
    grafanaAnswers({ activity: problem(503, 'database_away') });
    open('live');
    await waitFor(async () => expect((await state()).textContent).toMatch(/^Connection lost, trying again\. database/));
    expect(screen.getByRole('button', { name: 'Try now' })).toBeTruthy();
    expect(screen.getByText('The feed is not reached')).toBeTruthy();
    expect(screen.queryByText('Waiting for the first call')).toBeNull();
    cleanup();
    grafanaAnswers({ activity: refusedByGrafana(403, 'Access denied') });
    open('live');
    await waitFor(async () =>
      expect((await state()).textContent).toBe('Not followed: Grafana does not let you do this (Access denied).'),
    );
  });
});

describe('what leads to a call', () => {
  test.each([
    ['a call id', `open?callId=${call.callId}`],
    ['the trace of one call', 'open?traceId=abc&spanId=def&callId=${__span.tags}'],
  ])('is %s', async (_what, at) => {
    grafanaAnswers({
      calls: { calls: [call], next: null },
      [`calls/${call.callId}/view`]: sentView(workedExample),
    });
    open(at);
    expect(await screen.findAllByText(/REDACTED/)).not.toHaveLength(0);
    expect(locationService.getLocation().pathname).toBe(`${appPath}/calls/${call.callId}`);
  });

  test('are the calls that explain an alert, as people were told of it', async () => {
    grafanaAnswers({ calls: { calls: [], next: null } });
    open('open?alert=calls%3Fstatus%3Dfailed%26minutes%3D5&since=2026-11-30T08:30:00Z&model=gpt-4o');
    await waitFor(() => expect(locationService.getLocation().pathname).toBe(`${appPath}/calls`));
    const search = new URLSearchParams(locationService.getLocation().search);
    expect(Object.fromEntries(search)).toEqual({
      status: 'failed',
      model: 'gpt-4o*',
      from: '2026-11-30T08:25:00.000Z',
    });
  });

  test.each(['open', 'open?callId=&traceId=', 'open?traceId=${__trace.traceId}'])('is not %s', async (at) => {
    open(at);
    expect(await screen.findByText('No call is named')).toBeTruthy();
  });

  test.each(['', 'nowhere'])('an address that is none (“%s”) shows the list', async (at) => {
    grafanaAnswers({ calls: { calls: [], next: null } });
    open(at);
    expect(await screen.findByText('No calls yet')).toBeTruthy();
  });
});

test('two calls are asked for where none are named', async () => {
  open('compare');
  expect(await screen.findByRole('heading', { name: 'Compare two calls' })).toBeTruthy();
});

test('without a data source the pages say how to add one', () => {
  grafanaHas([]);
  open('calls');
  expect(screen.getByText('Grafana does not know your gateway yet')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Add a data source' }).getAttribute('href')).toBe(
    '/connections/datasources/new',
  );
});

describe('what policies redacted', () => {
  const { user } = config.bootData;
  afterEach(() => {
    config.bootData.user = user;
  });
  const openAs = (orgRole: OrgRole, original: unknown): void => {
    config.bootData.user = { ...user, orgRole, isGrafanaAdmin: false };
    const view = `api/v1/calls/${call.callId}/view`;
    grafanaAnswers({
      [`calls/${call.callId}/view`]: sentView(maskedExample),
      [`${originalsProxy}/${view}`]: original,
    });
    open(`calls/${call.callId}`);
  };

  test('is not offered to a Viewer, nor is a score', async () => {
    openAs(OrgRole.Viewer, sentView(workedExample));
    expect(await screen.findByText(/is masked\. Editors may see it/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show originals' })).toBeNull();
    expect(screen.queryByText('Score')).toBeNull();
  });

  test('is shown to an Editor who asks for it, and hidden again', async () => {
    openAs(OrgRole.Editor, sentView(workedExample));
    await userEvent.click(await screen.findByRole('button', { name: 'Show originals' }));
    await screen.findByRole('button', { name: 'Hide originals' });
    expect(await screen.findAllByText(/REDACTED/)).not.toHaveLength(0);
    expect(screen.queryByText(/is masked/)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Hide originals' }));
    expect(await screen.findByText(/is masked\. You may see it/)).toBeTruthy();
  });

  test('is told in words where Grafana says no', async () => {
    openAs(OrgRole.Editor, refusedByGrafana(403, 'plugin proxy route access denied'));
    await userEvent.click(await screen.findByRole('button', { name: 'Show originals' }));
    expect((await failed()).getByText(/plugin proxy route access denied/)).toBeTruthy();
  });
});

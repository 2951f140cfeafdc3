import { AppPlugin, type AppPluginMeta } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { appId, originalsProxy } from '../constants';
import type * as Grafana from '../testing/grafana';
import { asked, grafanaAnswers, grafanaHas, problem, refusedByGrafana, sent, type Answers } from '../testing/grafana';
import type { AppSettings } from './appSettings';
import SettingsPage from './SettingsPage';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  ...jest.requireActual<typeof Grafana>('../testing/grafana').runtime,
}));

const saved = `/api/plugins/${appId}/settings`;
const nobody = `${originalsProxy}/api/v1/calls/00000000-0000-7000-8000-000000000000`;
/** An app's proxy passes on what the gateway says, and Grafana reads it. */
const passedOn = (status: number, code: string) => ({ refused: { status, data: problem(status, code).problem } });
const allWell: Answers = { [saved]: {}, calls: { calls: [], next: null }, [nobody]: passedOn(404, 'unknown_call') };

/** The page for whoever has it open, of an app that was or was not configured before. */
function open(jsonData: AppSettings, answers: Answers = allWell): void {
  grafanaAnswers({ ...allWell, ...answers });
  const secureJsonFields = { token: jsonData.gatewayUrl !== undefined };
  const plugin = Object.assign(new AppPlugin<AppSettings>(), {
    meta: { ...({} as AppPluginMeta<AppSettings>), id: appId, jsonData, secureJsonFields },
  });
  render(<SettingsPage plugin={plugin} query={{}} />);
}

const configured: AppSettings = { gatewayUrl: 'http://gateway:8080' };
const button = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save and test' });
const enter = (into: HTMLElement, value: string) => fireEvent.change(into, { target: { value } });
const address = () => field(/^Address \*/);
const field = (label: RegExp) => screen.getByLabelText<HTMLInputElement>(label);
afterEach(() => grafanaHas(['luthien-calls']));

test('of a new app nothing can be saved before it has an address that is one', () => {
  open({});
  expect(button().disabled).toBe(true);
  enter(address(), 'gateway');
  expect(screen.getByText('Begin with http:// or https://.')).toBeTruthy();
  expect(button().disabled).toBe(true);
  enter(address(), 'http://gateway:8080/');
  expect(button().disabled).toBe(false);
});

test('what is entered is saved, the token among what only Grafana reads, and both ways are tried', async () => {
  open({});
  enter(address(), ' http://gateway:8080/ ');
  enter(field(/^Token/), 's3cret');
  enter(field(/^Address for clients/), 'https://llm.example.com');
  await userEvent.click(button());
  expect(await screen.findByText('Reading: works')).toBeTruthy();
  expect(screen.getByText('Originals and scores: works')).toBeTruthy();
  expect(asked[0]).toBe(saved);
  expect(sent[0]).toEqual({
    enabled: true,
    pinned: false,
    jsonData: { gatewayUrl: 'http://gateway:8080', publicUrl: 'https://llm.example.com' },
    secureJsonData: { token: 's3cret' },
  });
  expect(screen.queryByDisplayValue('s3cret')).toBeNull();
});

test('a token that Grafana has stays, unless another is entered', async () => {
  open(configured);
  await userEvent.click(button());
  expect(await screen.findByText('Reading: works')).toBeTruthy();
  expect(sent[0]).toEqual({ enabled: true, pinned: false, jsonData: configured });
});

test.each<[string, Answers, string]>([
  ['the gateway is away', { calls: refusedByGrafana(502, '') }, 'Grafana can’t reach the gateway.'],
  [
    'the data source’s token is wrong',
    { calls: problem(401, 'unauthorized') },
    'The gateway refused the token of the data source',
  ],
  ['the app’s token is wrong', { [nobody]: passedOn(401, 'unauthorized') }, 'The gateway refused the app’s token'],
  ['an Editor’s role is asked for', { [nobody]: refusedByGrafana(403, 'route access denied') }, 'route access denied'],
])('where %s it says so', async (_what, answers, words) => {
  open(configured, answers);
  await userEvent.click(button());
  expect(await screen.findByText(new RegExp(words))).toBeTruthy();
});

test('without a data source it says what to add', async () => {
  grafanaHas([]);
  open(configured);
  await userEvent.click(button());
  expect(await screen.findByText(/^There is no data source of the type Luthien calls\./)).toBeTruthy();
});

test('to somebody who may not save it says so, and tells of no test that was before', async () => {
  open(configured);
  await userEvent.click(button());
  expect(await screen.findByText('Reading: works')).toBeTruthy();
  grafanaAnswers({ ...allWell, [saved]: refusedByGrafana(403, 'You’ll need additional permissions') });
  await userEvent.click(button());
  expect(await screen.findByText(/^Grafana did not take the settings\./)).toBeTruthy();
  expect(screen.queryByText('Reading: works')).toBeNull();
});

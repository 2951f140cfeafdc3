/** @jest-environment jsdom */
import { screen, within } from '@testing-library/react';
import { blockedCall, sessionExample as session, workedExample } from '../fixtures';
import { testIds } from '../testIds';
import { renderInViewer } from '../testing';
import { SessionDetails, SessionsList } from './index';

const hrefOf = (name: string | RegExp) => screen.getByRole('link', { name }).getAttribute('href');

test('a session is a row that says what happened in it, and leads to it', () => {
  renderInViewer(<SessionsList page={{ sessions: [session], next: 'c1' }} shown={{ user: 'u1' }} />);
  const row = within(screen.getByTestId(testIds.sessions.row));
  for (const text of ['ab12cd34…', '42', '3 changed', '1 blocked', 'gpt-5', '+1', 'pii-redaction', '≈ $0.0123']) {
    expect(row.getByText(text)).toBeTruthy();
  }
  expect(row.queryByText(/failed/)).toBeNull();
  expect(row.getAllByRole('link')[0]?.getAttribute('href')).toBe('/sessions/ab12cd34ef56ab12');
  expect(hrefOf('Older →')).toBe('/sessions?user=u1&before=c1');
  expect(hrefOf('Remove the filter user')).toBe('/sessions');
});

test('a cost that nobody knows is not nothing', () => {
  const page = { sessions: [{ ...session, costUsd: null }], next: null };
  renderInViewer(<SessionsList page={page} shown={{}} />);
  expect(screen.getByText('unknown')).toBeTruthy();
});

test('without any it says how to get some', () => {
  renderInViewer(<SessionsList page={{ sessions: [], next: null }} shown={{}} />);
  expect(screen.getByRole('heading', { name: 'No sessions yet' })).toBeTruthy();
  expect(screen.getByText(/x-luthien-session-id/)).toBeTruthy();
});

test('a session shows its figures, and each of its turns with what became of it', () => {
  const calls = [workedExample.call, blockedCall.call];
  renderInViewer(<SessionDetails page={{ session, calls, next: 'c2' }} place={{ after: 'c1' }} />);
  for (const text of ['42, 3 changed, 1 blocked', '1 min 30 s', '12.4k → 812']) {
    expect(screen.getByText(text)).toBeTruthy();
  }
  expect(screen.getByText('$0.0123, without 2 calls whose cost is not known')).toBeTruthy();
  const turns = screen.getAllByTestId(testIds.sessions.turn);
  expect(turns.map((turn) => within(turn).getAllByRole('link')[0]?.getAttribute('href'))).toEqual(
    calls.map(({ callId }) => `/v2/debug/request/${callId}`),
  );
  expect(hrefOf('Later →')).toBe('/sessions/ab12cd34ef56ab12?after=c2');
  expect(hrefOf('From the beginning')).toBe('/sessions/ab12cd34ef56ab12');
  expect(hrefOf('In the list of calls')).toBe('/?session=ab12cd34ef56ab12');
});

/** @jest-environment jsdom */
import type { ErrorGroup } from '@lens/core/api';
import { screen, within } from '@testing-library/react';
import { errorGroupExample as group } from '../fixtures';
import { testIds } from '../testIds';
import { renderInViewer } from '../testing';
import { ErrorGroups } from './ErrorGroups';

const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');

test('a group says what, where and how often, and leads to its calls', () => {
  renderInViewer(<ErrorGroups groups={[group]} shown={{}} />);
  const row = within(screen.getByTestId(testIds.errors.group));
  for (const text of ['rate_limit_error', 'Limit ‹number› reached.', 'openai', 'chat completions', '1,234']) {
    expect(row.getByText(text)).toBeTruthy();
  }
  expect(row.getByRole('img', { name: '7 times in the last 24 hours' })).toBeTruthy();
  expect(hrefOf('latest')).toBe('/v2/debug/request/019aa3f2-6c11-7a40-8f3e-2b1d5c6e7f80');
  expect(hrefOf('list')).toBe('/?provider=openai&status=provider_error&operation=chat_completions');
});

test('an exception shows its frames, and has no list of calls', () => {
  const frames = ['handleCall (backend/gateway/handleCall.ts)', 'run (backend/x.ts)'];
  const fault: ErrorGroup = {
    ...group,
    kind: 'exception',
    status: null,
    provider: null,
    operation: null,
    component: 'gateway',
    examples: [],
    frames,
  };
  renderInViewer(<ErrorGroups groups={[fault]} shown={{ kind: 'exception' }} />);
  expect(screen.getByText('gateway')).toBeTruthy();
  expect(screen.getByText(frames[0] ?? '')).toBeTruthy();
  expect(screen.getByText('none kept')).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'list' })).toBeNull();
  expect(hrefOf('All')).toBe('/errors');
  expect(hrefOf('Most frequent first')).toBe('/errors?kind=exception&order=count');
});

test('without any it says so', () => {
  renderInViewer(<ErrorGroups groups={[]} shown={{ kind: 'policy' }} />);
  expect(screen.getByRole('heading', { name: 'No errors' })).toBeTruthy();
  expect(hrefOf('Show all errors')).toBe('/errors');
});

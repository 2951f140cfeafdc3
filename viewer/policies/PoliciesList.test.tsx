/** @jest-environment jsdom */
import type { PolicyList } from '@lens/core/api';
import { screen, within } from '@testing-library/react';
import { testIds } from '../testIds';
import { renderInViewer } from '../testing';
import { PoliciesList } from './index';

const redact = {
  policy: 'redact',
  use: 'pii-redaction',
  onError: 'closed' as const,
  calls: 12,
  changed: 3,
  blocked: 1,
  failed: 0,
  events: 5,
  durationMs: { median: 0.4, p95: 2 },
};
const list: PolicyList = {
  chain: ['redact'],
  routes: [{ model: 'gpt-*', upstream: 'openai', policies: [] }],
  policies: [redact, { ...redact, policy: 'old', use: null, onError: null, durationMs: null }],
  looked: 10_000,
  complete: false,
};

test('policies say what they are and what they did, and which calls go through which', () => {
  renderInViewer(<PoliciesList list={list} />);
  const [row, old] = screen.getAllByTestId(testIds.policies.row);
  for (const text of ['pii-redaction, fails closed', '12', '3', '0.40 ms', '2.00 ms'])
    expect(within(row as HTMLElement).getByText(text)).toBeTruthy();
  expect(
    within(row as HTMLElement)
      .getByRole('link')
      .getAttribute('href'),
  ).toBe('/?policy=redact');
  expect(within(old as HTMLElement).getByText('not configured any more')).toBeTruthy();
  expect(screen.getByText('gpt-* at openai')).toBeTruthy();
  expect(screen.getByText('no policies')).toBeTruthy();
  expect(screen.getByText('every other model')).toBeTruthy();
  expect(screen.getByText(/Of the newest 10,000 calls/)).toBeTruthy();
});

test('without any it says so', () => {
  renderInViewer(<PoliciesList list={{ ...list, policies: [], routes: [], chain: [] }} />);
  expect(screen.getByRole('heading', { name: 'No policies' })).toBeTruthy();
});

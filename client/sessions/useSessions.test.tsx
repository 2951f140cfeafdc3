/** @jest-environment jsdom */
import type { SessionPage } from '@lens/core/api';
import { renderHook, waitFor } from '@testing-library/react';
import { testServices } from '../testing';
import { useSessions } from './index';

const noPlace: { before?: string } = {};
const page = (next: string): SessionPage => ({ sessions: [], next });

test('what came with the page is not asked for; another page is, and what went wrong is told', async () => {
  const asked: string[] = [];
  const services = testServices({
    listSessions: ({ before = '' }) => {
      asked.push(before);
      return before === 'bad' ? Promise.reject(new Error('Try again.')) : Promise.resolve(page(`after ${before}`));
    },
  });
  const first = page('first');
  const { result, rerender } = renderHook((shown) => useSessions({ shown, first }, services).data, {
    initialProps: noPlace,
  });
  expect(result.current).toEqual({ page: first, failed: null });
  rerender({ before: 'c1' });
  expect(result.current.page).toBeNull();
  await waitFor(() => expect(result.current.page).toEqual(page('after c1')));
  rerender({ before: 'bad' });
  await waitFor(() => expect(result.current.failed).toBe('Try again.'));
  expect(asked).toEqual(['c1', 'bad']);
});

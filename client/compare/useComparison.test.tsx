/** @jest-environment jsdom */
import type { CallComparison, ComparedSide } from '@lens/core/api';
import { toolConversation, workedExample } from '@lens/viewer/fixtures';
import { renderHook, waitFor } from '@testing-library/react';
import { ApiError } from '../api';
import { testServices } from '../testing';
import { useComparison } from './index';

const side: ComparedSide = { a: { x: 1 }, b: null, diff: null, as: 'bodies', masked: false };
const comparison: CallComparison = {
  a: workedExample.call,
  b: toolConversation.call,
  of: 'final',
  request: side,
  response: side,
};
const choice = { a: comparison.a.callId, b: comparison.b.callId, of: 'final', as: 'bodies' } as const;

test('a comparison that came whole is not asked for', () => {
  const { data } = renderHook(() => useComparison({ choice, first: { comparison, complete: true } }, testServices({})))
    .result.current;
  expect(data).toEqual({ comparison, bodies: 'ready' });
});

test.each([
  ['whose bodies were too large to come along', { comparison, complete: false }],
  ['of which nothing came along', null],
])('a comparison %s is asked for', async (_what, first) => {
  const compareCalls = jest.fn(() => Promise.resolve(comparison));
  const services = testServices({ compareCalls });
  const { result } = renderHook(() => useComparison({ choice, first }, services));
  expect(result.current.data.bodies).toBe('loading');
  await waitFor(() => expect(result.current.data).toEqual({ comparison, bodies: 'ready' }));
  expect(compareCalls).toHaveBeenCalledWith(choice, expect.anything());
});

test('bodies that do not come say why', async () => {
  const compareCalls = () => Promise.reject(new ApiError('busy', 'Try again in a second.', 503));
  const services = testServices({ compareCalls });
  const { result } = renderHook(() => useComparison({ choice, first: null }, services));
  await waitFor(() => expect(result.current.data.bodies).toEqual({ failed: 'Try again in a second.' }));
});

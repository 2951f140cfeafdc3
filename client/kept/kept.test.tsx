/** @jest-environment jsdom */
import { act, renderHook } from '@testing-library/react';
import { testStorage } from '../testing';
import { usePreferences, useSelection } from './index';

test('selected calls are kept for the tab, and everywhere the same', () => {
  const storage = testStorage();
  const here = renderHook(() => useSelection(storage)).result;
  const there = renderHook(() => useSelection(storage)).result;
  act(() => here.current.toggle('a'));
  act(() => there.current.toggle('b'));
  expect([here.current.callIds, there.current.callIds]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
  act(() => here.current.clear());
  expect(renderHook(() => useSelection(storage)).result.current.callIds).toEqual([]);
});

test('a choice is in force at once, and the house is told what to keep', () => {
  const keep = jest.fn();
  const { result } = renderHook(() => usePreferences({ mode: null, columns: null }, keep));
  act(() => result.current.actions.chooseColumns(['model']));
  act(() => result.current.actions.chooseMode('unified'));
  expect(result.current.data).toEqual({ mode: 'unified', columns: ['model'] });
  expect(keep.mock.calls).toEqual([[{ columns: ['model'] }], [{ mode: 'unified' }]]);
});

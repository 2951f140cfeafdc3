/** @jest-environment jsdom */
import { screen } from '@testing-library/react';
import { renderInViewer } from '../testing';
import { ListBar } from './ListBar';
import { toggleSelected } from './selection';

test('a third selected call takes the place of the second, which is told until the next selection', () => {
  let callIds: string[] = [];
  const nothing = () => undefined;
  const bar = () => (
    <ListBar
      newer={0}
      failed={null}
      selection={{ callIds, toggle: nothing, clear: nothing }}
      chosen={null}
      onColumns={nothing}
      onRefresh={nothing}
    />
  );
  const { rerender } = renderInViewer(bar());
  const told = (callId: string): string => {
    callIds = toggleSelected(callIds, callId);
    rerender(bar());
    return screen.getAllByRole('status').at(-1)?.textContent ?? '';
  };
  expect(['a', 'b', 'c', 'c'].map(told)).toEqual([
    '1 selected',
    '2 selected',
    '2 selected, the last one instead of the second',
    '1 selected',
  ]);
});

/** @jest-environment jsdom */
import { fireEvent, screen } from '@testing-library/react';
import { abortedStream, callView, interruptedCall, sideView } from '../fixtures';
import { renderInViewer } from '../testing';
import { RawBodies } from './index';
import { rawBlocks } from './rawBlocks';

const shown = () => [...document.querySelectorAll('.lens-raw-body')].map((body) => body.textContent);

test('a long body shows its beginning, and all of it when asked', () => {
  const request = sideView({ messages: [{ role: 'user', content: 'x'.repeat(200_000) }] });
  renderInViewer(<RawBodies view={callView({ request })} />);
  expect(shown()[0]).toHaveLength(100_000);
  fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(shown()[0] === request.originalRaw).toBe(true);
});

test('lines wrap or not, as the reader likes', () => {
  const { container } = renderInViewer(<RawBodies view={abortedStream} />);
  fireEvent.click(screen.getByRole('button', { name: 'Wrap lines', pressed: true }));
  expect(container.firstElementChild?.getAttribute('data-wrap')).toBe('false');
});

test.each([
  ['a direction that never was', interruptedCall, 'There was none.'],
  [
    'a binary body',
    callView({ request: { ...sideView(null), originalRaw: null, finalRaw: null, rawKind: 'binary' } }),
    'Binary, not shown as text.',
  ],
  [
    'an empty body',
    callView({ request: { ...sideView(''), originalRaw: '', finalRaw: 'x', rawKind: 'text' } }),
    'Empty.',
  ],
  [
    'a body that is not kept',
    callView({ call: { captureMode: 'metadata' } }),
    'The body is not kept: this call’s capture mode is metadata.',
  ],
])('%s is told', (_name, view, note) => {
  renderInViewer(<RawBodies view={view} />);
  expect(screen.getAllByText(note).length).toBeGreaterThan(0);
});

test.each(['', 'a', 'a\nb\n', '\n\n\n', 'a'.repeat(30), 'ab\n'.repeat(20)])('the blocks of %j are the text', (text) => {
  const blocks = rawBlocks(text, 10);
  expect(blocks.join('')).toBe(text);
  expect(blocks.slice(0, -1).every((block) => block.endsWith('\n'))).toBe(true);
});

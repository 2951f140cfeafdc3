/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react';
import { anthropicStream, callView, workedExample } from '../fixtures';
import { WaterfallChart } from './index';

const spans = () => [...document.querySelectorAll<HTMLElement>('tr[data-span]')];
const names = () => spans().map((row) => row.dataset['span']);
const reachable = () =>
  spans()
    .filter((row) => row.tabIndex === 0)
    .map((row) => row.dataset['span']);
const press = (key: string): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key });
};

function open(view = workedExample): void {
  render(<WaterfallChart view={view} />);
  act(() => spans()[0]?.focus());
}

test('spans are rows of a tree with their level and duration', () => {
  open();
  expect(screen.getByRole('treegrid')).toBeTruthy();
  expect(spans().map((row) => row.getAttribute('aria-level'))).toEqual(['1', '2', '2', '3', '2', '2', '3']);
  expect(spans()[4]?.textContent).toContain('llm.completion1.23 s');
});

test('one row is reached by Tab, arrow keys move it', () => {
  open();
  expect(reachable()).toEqual(['gateway.chat_completions']);
  press('ArrowDown');
  press('ArrowDown');
  expect(reachable()).toEqual(['control_plane.process_request']);
  expect(document.activeElement).toBe(spans()[2]);
  press('End');
  expect(document.activeElement).toBe(spans().at(-1));
  press('Home');
  press('ArrowUp');
  expect(document.activeElement).toBe(spans()[0]);
});

test('the left key folds a span, then goes to its parent; the right key unfolds', () => {
  open();
  press('End');
  press('ArrowLeft');
  expect(document.activeElement).toBe(spans()[5]);
  press('ArrowLeft');
  expect(names()).not.toContain('policy pii-redaction');
  expect(spans()[5]?.getAttribute('aria-expanded')).toBe('false');
  press('ArrowRight');
  expect(names()).toContain('policy pii-redaction');
});

test('Enter keeps the attributes open, a second Enter closes them', () => {
  open();
  press('Enter');
  expect(spans()[0]?.dataset['open']).toBe('true');
  expect(spans()[0]?.nextElementSibling?.textContent).toContain('luthien.modelgpt-5');
  press('Enter');
  expect(spans()[0]?.dataset['open']).toBe('false');
});

test('the row under the pointer is told below the chart', () => {
  open();
  fireEvent.pointerEnter(spans()[4] as HTMLElement);
  expect(document.querySelector('.lens-inspector')?.textContent).toContain('gen_ai.request.model');
  expect(document.querySelector('.lens-inspector')?.textContent).toContain('connect31 ms');
});

test('time is divided between provider, policies and the gateway', () => {
  open();
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Provider 1.23 s',
    'Policies 5.7 ms',
    'Lens itself 7.3 ms',
  ]);
});

test('a policy event is a diamond on its policy’s span', () => {
  open();
  const diamonds = [...document.querySelectorAll('.lens-diamond title')].map((title) => title.textContent);
  expect(diamonds).toEqual(['policy.pii_redacted at +1.24 s']);
  expect(spans()[6]?.querySelector('.lens-diamond')).not.toBeNull();
});

test('a stream has the chunks of both sides on the same axis', () => {
  open(anthropicStream);
  expect(screen.getByRole('img', { name: /^11 chunks/ })).toBeTruthy();
  expect(screen.getByRole('img', { name: /^9 chunks/ })).toBeTruthy();
});

test('a stream that was passed on as it came says so', () => {
  open({ ...anthropicStream, clientChunks: null });
  expect(screen.getByText('each passed on as it came')).toBeTruthy();
});

test('a call without timings says so', () => {
  render(<WaterfallChart view={callView({})} />);
  expect(screen.getByText('No timings were kept for this call.')).toBeTruthy();
});

test('nothing is placed by style attributes, which the pages’ security policy forbids', () => {
  open(anthropicStream);
  expect(document.querySelectorAll('[style]')).toHaveLength(0);
});

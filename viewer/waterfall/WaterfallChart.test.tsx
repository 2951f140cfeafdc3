/** @jest-environment jsdom */
import { act, fireEvent, screen } from '@testing-library/react';
import { abortedStream, anthropicStream, callView, span, workedExample } from '../fixtures';
import { renderInViewer } from '../testing';
import { WaterfallChart } from './index';
import { visiblePart } from './useVisiblePart';

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
  renderInViewer(<WaterfallChart view={view} />);
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
  expect(document.querySelector('.lens-inspector')?.textContent).toContain('to first byte1.19 s');
});

test('time is divided between provider, policies and the gateway', () => {
  open();
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Provider 1.23 s',
    'Policies 5.70 ms',
    'Lens itself 7.30 ms',
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
  renderInViewer(<WaterfallChart view={callView({})} />);
  expect(screen.getByText('No timings were kept for this call.')).toBeTruthy();
});

const crowd = (count: number) =>
  callView({
    spans: Array.from({ length: count }, (_, index) => span(`span ${index}`, index === 0 ? null : 'span 0', index, 5)),
  });

test('fifty rows are seen as they are, more have a map that leads to them', () => {
  const { unmount } = renderInViewer(<WaterfallChart view={crowd(50)} />);
  expect(screen.queryByRole('img', { name: /^Overview/ })).toBeNull();
  unmount();
  renderInViewer(<WaterfallChart view={crowd(51)} />);
  const map = screen.getByRole('img', { name: 'Overview of 51 spans' });
  expect(map.querySelectorAll('.lens-minimap-bar')).toHaveLength(51);
  map.getBoundingClientRect = () => new DOMRect(0, 0, 800, 51);
  fireEvent.click(map, { clientY: 30.5 });
  expect(document.activeElement?.getAttribute('data-span')).toBe('span 30');
});

test.each([
  [{ top: 100, height: 400 }, 1000, { start: 0, length: 1 }],
  [{ top: 500, height: 1000 }, 1000, { start: 0, length: 0.5 }],
  [{ top: -250, height: 1000 }, 500, { start: 0.25, length: 0.5 }],
  [{ top: -2000, height: 1000 }, 500, { start: 1, length: 0 }],
  [{ top: 0, height: 0 }, 500, { start: 0, length: 1 }],
])('of a chart at %j a window of %d shows %j', (box, windowHeight, part) => {
  expect(visiblePart(box, windowHeight)).toEqual(part);
});

test('pages of rows are skipped by key', () => {
  open(crowd(51));
  press('PageDown');
  press('PageDown');
  expect(document.activeElement?.getAttribute('data-span')).toBe('span 20');
  press('PageUp');
  expect(document.activeElement?.getAttribute('data-span')).toBe('span 10');
});

test('spans beyond the limit are counted, and the limit is told', () => {
  renderInViewer(<WaterfallChart view={crowd(2010)} />);
  expect(screen.getByRole('note').textContent).toBe(
    '10 more spans not drawn: only the first 2,000 are, and none without a time.',
  );
});

test('moments that the record does not have make no phases', () => {
  open({ ...workedExample, call: { ...workedExample.call, firstByteMs: null } });
  expect(document.querySelector('[data-phase]')).toBeNull();
});

test('nothing is placed by style attributes, which the pages’ security policy forbids', () => {
  open(anthropicStream);
  expect(document.querySelectorAll('[style]')).toHaveLength(0);
});

test('the span of a call whose client left ends as the call does, a failed one inside it as failed', () => {
  const root = { ...span('gateway.chat_completions', null, 0, 2310), status: 'error' as const };
  const inner = { ...span('llm.completion', root.id, 2, 2300), status: 'error' as const };
  open({ ...abortedStream, call: { ...abortedStream.call, operation: 'chat_completions' }, spans: [root, inner] });
  const told = spans().map((row) => row.querySelector<HTMLElement>('.lens-span-failure'));
  expect(told.map((failure) => [failure?.textContent, failure?.dataset['tone']])).toEqual([
    [' client left', 'warning'],
    [' failed', 'error'],
  ]);
  expect(spans().map((row) => row.querySelector<SVGElement>('.lens-bar')?.dataset['failure'])).toEqual([
    'warning',
    'error',
  ]);
});

test('of a caller’s larger trace the call’s part is shown, from its own root; the whole is a click away', () => {
  const root = { ...span('gateway.messages', 'app', 500, 80) };
  const spans = [span('app', null, 0, 1000), root, span('llm.completion', root.id, 510, 60), span('db', 'app', 1, 5)];
  const note = 'Tempo does not have all spans of this call (yet).';
  open(callView({ spans, trace: { source: 'tempo', told: 0, complete: false, note, rootId: root.id } }));
  expect(screen.getByRole('note').textContent).toContain(note);
  expect(names()).toEqual(['gateway.messages', 'llm.completion']);
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toContain('Provider 60.0 ms');
  fireEvent.click(screen.getByRole('checkbox', { name: /Whole trace \(4 spans, 2 of this call\)/ }));
  expect(names()).toEqual(['app', 'db', 'gateway.messages', 'llm.completion']);
});

test('the ticks of the axis are round', () => {
  open(callView({ spans: [span('gateway.chat_completions', null, 0, 80)] }));
  const labels = [...document.querySelectorAll('.lens-axis text')].map((tick) => tick.textContent);
  expect(labels).toContain('20 ms');
});

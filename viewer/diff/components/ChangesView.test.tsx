/** @jest-environment jsdom */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import type { ViewerHost } from '../../host';
import { renderInViewer, testAddress, testHost } from '../../testing';
import { ChangesView, type ChangesViewProps } from './ChangesView';
import { sideView, workedExample } from './sample';

beforeEach(() => {
  Element.prototype.scrollIntoView = jest.fn();
  // axe asks for a canvas, which jsdom only complains about.
  HTMLCanvasElement.prototype.getContext = () => null;
});

const show = (props: Partial<ChangesViewProps> = {}, host?: ViewerHost): HTMLElement =>
  renderInViewer(<ChangesView {...workedExample} {...props} />, host).container;

const press = (key: string): boolean => fireEvent.keyDown(document.body, { key });
const response = (): HTMLElement => screen.getByRole('region', { name: 'Response' });
const current = (): Element | null => document.querySelector('[data-row][aria-current]');

test('the header says what changed and by which policy; an unchanged side is one line', () => {
  show();
  expect(screen.getByRole('button', { name: /^Request/ }).textContent).toBe('Requestunchanged1 message, 412 B');
  expect(within(response()).getByRole('button', { name: /^Response/ }).textContent).toBe(
    'Response1 changechoices[0].message.content: 1 word replacedby pii-redaction',
  );
});

test('the words that changed are marked as removed and added', () => {
  const page = show();
  expect(page.querySelector('del')?.textContent).toBe('1234-5678-9012');
  expect(page.querySelector('ins')?.textContent).toBe('[REDACTED]');
  expect(within(response()).getAllByRole('img', { name: 'changed' })).toHaveLength(2);
});

test('the chip names policy and pattern and opens the event', () => {
  const onOpenEvent = jest.fn();
  show({ onOpenEvent });
  fireEvent.click(screen.getByRole('button', { name: 'Changed by pii-redaction · account_number : open its event' }));
  expect(onOpenEvent).toHaveBeenCalledWith('event-1');
});

test('an unchanged side opens to its body', () => {
  const page = show();
  expect(page.querySelectorAll('[data-side="request"] [data-row]')).toHaveLength(0);
  fireEvent.click(screen.getByRole('button', { name: /^Request/ }));
  const side = page.querySelector('[data-side="request"]');
  expect(side?.textContent).toContain('"Hi"');
  expect(side?.getAttribute('data-mode')).toBe('unified');
});

test('n goes to the change, says so, and keeps the place in the address', () => {
  const address = testAddress();
  show({}, testHost({ address }));
  press('n');
  expect(current()?.textContent).toContain('[REDACTED]');
  expect(document.activeElement).toBe(current());
  expect(within(response()).getByText('1 of 1')).toBeTruthy();
  expect(address.read().hash).toBe('#response:choices[0].message.content');
});

test('a page opened with a link shows its row, also inside an unchanged body', () => {
  show({}, testHost({ address: testAddress('/#request:messages[0].content') }));
  expect(current()?.textContent).toContain('"Hi"');
});

test('a page goes to the place that the reader puts into its address', () => {
  const address = testAddress();
  show({}, testHost({ address }));
  act(() => address.go('#response:choices[0].message.content'));
  expect(current()?.textContent).toContain('[REDACTED]');
});

test('y copies the path of the row the reader is at, and says so', async () => {
  const copy = jest.fn(() => Promise.resolve(true));
  const notify = jest.fn();
  show({}, testHost({ copy, notify }));
  press('y');
  expect(copy).not.toHaveBeenCalled();
  press('n');
  press('y');
  expect(copy).toHaveBeenCalledWith('choices[0].message.content');
  await waitFor(() => expect(notify).toHaveBeenCalledWith('Copied'));
});

test('a copy that the browser refuses is told', async () => {
  const notify = jest.fn();
  show({}, testHost({ copy: () => Promise.resolve(false), notify }));
  press('n');
  press('y');
  await waitFor(() => expect(notify).toHaveBeenCalledWith('Not copied: the browser does not allow it on this page'));
});

test('the modes have keys and buttons, and the choice is told', () => {
  const onMode = jest.fn();
  const page = show({ onMode });
  press('u');
  expect(page.querySelector('[data-side="response"]')?.getAttribute('data-mode')).toBe('unified');
  press('c');
  expect(page.querySelector('[data-change="0"]')?.textContent).toContain('choices[0].message.content');
  fireEvent.click(within(response()).getByRole('button', { name: 'Side by side' }));
  expect(onMode.mock.calls).toEqual([['unified'], ['changes'], ['side']]);
});

test('a path of the list leads to its place in the body', () => {
  const page = show({ mode: 'changes' });
  fireEvent.click(screen.getByRole('button', { name: 'choices[0].message.content' }));
  expect(page.querySelector('[data-side="response"]')?.getAttribute('data-mode')).toBe('side');
  expect(current()?.textContent).toContain('[REDACTED]');
});

test('a fold opens on a click', () => {
  const page = show();
  const before = page.querySelectorAll('[data-row]').length;
  const [fold] = within(response()).getAllByRole('button', { name: /unchanged lines/ });
  fireEvent.click(fold ?? page);
  expect(page.querySelectorAll('[data-row]').length).toBeGreaterThan(before);
});

test('e opens every fold and f closes them again', () => {
  const page = show();
  const folds = (): number => page.querySelectorAll('.lens-diff-fold').length;
  const before = folds();
  press('e');
  expect([before > 0, folds()]).toEqual([true, 0]);
  press('f');
  expect(folds()).toBe(before);
});

test('keys typed into a field are left alone', () => {
  show();
  const box = within(response()).getByRole('searchbox', { name: 'Find in response' });
  fireEvent.keyDown(box, { key: 'n' });
  expect(current()).toBeNull();
  press('/');
  expect(document.activeElement).toBe(box);
});

test('keys are not ours while another tab is in front', () => {
  show({ enabled: false });
  press('n');
  expect(current()).toBeNull();
});

test('the search finds what is folded, marks it and counts the lines', () => {
  jest.useFakeTimers();
  const page = show();
  expect(page.textContent).not.toContain('total_tokens');
  const box = within(response()).getByRole('searchbox');
  fireEvent.change(box, { target: { value: 'TOTAL_tok' } });
  act(() => jest.advanceTimersByTime(200));
  expect([...page.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['total_tok', 'total_tok']);
  expect(within(response()).getByText('1 of 1 line')).toBeTruthy();
  jest.useRealTimers();
});

test('arrow keys go from row to row, and left closes a container', () => {
  const page = show();
  press('n');
  const start = current();
  fireEvent.keyDown(start ?? page, { key: 'ArrowUp' });
  expect(document.activeElement).toBe(current());
  expect(current()?.textContent).toContain('role');
  fireEvent.keyDown(current() ?? page, { key: 'ArrowUp' });
  fireEvent.keyDown(current() ?? page, { key: 'ArrowLeft' });
  expect(current()?.textContent).toContain('{…}');
  expect(current()?.textContent).toContain('1 change inside');
});

test('copy and download give the body as text', () => {
  const copy = jest.fn((_text: string) => Promise.resolve(true));
  const download = jest.fn<undefined, [{ name: string; text: string }]>();
  show({}, testHost({ copy, download }));
  fireEvent.click(within(response()).getAllByRole('button', { name: 'Original', hidden: true })[0] ?? document.body);
  expect(copy.mock.calls[0]?.[0]).toContain('1234-5678-9012');
  fireEvent.click(within(response()).getByRole('button', { name: 'Diff', hidden: true }));
  expect(download.mock.calls[0]?.[0]).toMatchObject({ name: 'call-response-diff.json' });
});

test('what a reader may not see, and what is coarser or missing, is said', () => {
  const { response: side } = workedExample;
  show({
    request: sideView(null, null),
    response: {
      ...side,
      masked: true,
      diff: side.diff && { ...side.diff, degraded: [{ path: 'choices[0]', reason: 'budget' }] },
    },
    missing: { request: 'Bodies were not kept: the capture mode is metadata only.', response: null },
  });
  expect(screen.getByText(/is masked\. Your sign-in lacks the “reveal” scope/)).toBeTruthy();
  expect(screen.getByText(/coarser than usual at choices\[0\] \(comparing it finely/)).toBeTruthy();
  expect(screen.getByText('Bodies were not kept: the capture mode is metadata only.')).toBeTruthy();
});

test('text of a model is never markup', () => {
  const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script>';
  const page = show({ response: sideView({ content: 'plain' }, { content: hostile }) });
  expect(page.querySelector('script, img[src="x"]')).toBeNull();
  expect(page.textContent).toContain(hostile);
});

test('an image is drawn from its data, a file is only named', () => {
  const png = `data:image/png;base64,${'iVBORw0KGgo'.padEnd(200, 'A')}`;
  const svg = `data:image/svg+xml;base64,${'PHN2Zz48L3N2Zz4'.padEnd(200, 'A')}`;
  const page = show({ response: sideView({ a: 1 }, { a: 1, image: png, drawing: svg, z: 1 }) });
  expect([...page.querySelectorAll('img')].map((image) => image.src.slice(0, 22))).toEqual(['data:image/png;base64,']);
  expect(page.textContent).toMatch(/image\/svg\+xml · 150 B · sha256 [0-9a-f]{8},/);
});

test.each([
  ['the two', sideView({ a: 1 }, { a: 2 }), ['original', 'final']],
  ['both at once where they are equal', sideView({ a: 1 }, { a: 1 }), ['original and final, unchanged']],
  ['the one that there is', sideView({ a: 1 }, null), ['original']],
])('the columns are named: %s', (_name, response, names) => {
  show({ response });
  const opened = screen.getByRole('region', { name: 'Response' });
  fireEvent.click(opened.querySelector('[aria-expanded="false"]') ?? opened);
  expect([...opened.querySelectorAll('.lens-diff-bar-sides > span')].map((name) => name.textContent)).toEqual(names);
});

test('large diffs are virtual: what is out of view is not in the document', () => {
  const list = Array.from({ length: 3_000 }, (_, i) => i);
  const page = show({ response: sideView({ list, t: 1 }, { list, t: 2 }) });
  press('e');
  expect(page.querySelector('.lens-diff-virtual')).not.toBeNull();
  expect(page.querySelectorAll('[data-row]').length).toBeLessThan(500);
});

test.each(['side', 'unified', 'changes'] as const)('axe finds nothing serious in mode %s', async (mode) => {
  const page = show({ mode, onOpenEvent: jest.fn() });
  const { violations } = await axe.run(page, {
    rules: { region: { enabled: false }, 'color-contrast': { enabled: false } },
  });
  expect(violations.map((violation) => [violation.id, violation.nodes[0]?.html])).toEqual([]);
});

/** @jest-environment jsdom */
import type { CallComparison, CallView } from '@lens/core/api';
import { diff } from '@lens/core/diff';
import { fireEvent, screen, within } from '@testing-library/react';
import { usualChoice } from '../address';
import { abortedStream, anthropicStream, interruptedCall, maskedExample, workedExample } from '../fixtures';
import { renderInViewer, testAddress, testHost } from '../testing';
import { ChooseCalls, CompareCalls, CompareWith, type CompareCallsProps } from './index';

function compared(left: CallView, right: CallView): CallComparison {
  const side = (name: 'request' | 'response') => {
    const [a, b] = [left[name].final, right[name].final];
    const both = a !== null && b !== null;
    return { a, b, diff: both ? diff(a, b) : null, as: 'messages' as const, masked: false };
  };
  return { a: left.call, b: right.call, of: 'final', request: side('request'), response: side('response') };
}

function open(comparison: CallComparison, props: Partial<CompareCallsProps> = {}): void {
  renderInViewer(
    <CompareCalls
      comparison={comparison}
      choice={{ a: comparison.a.callId, b: comparison.b.callId, ...usualChoice }}
      bodies="ready"
      mode={null}
      onMode={() => undefined}
      {...props}
    />,
  );
}

const factRow = (name: string) => within(screen.getByRole('rowheader', { name }).closest('tr') as HTMLElement);

test('the figures stand side by side, those that differ with a sign and in words', () => {
  open(compared(workedExample, anthropicStream));
  const duration = factRow('Duration');
  expect(duration.getAllByRole('cell').map((cell) => cell.textContent)).toEqual([
    '1.24 s',
    '842 ms',
    '≠differs 32 % faster',
  ]);
  expect(factRow('Policies').queryByText('differs')).toBeNull();
  expect(screen.getByRole('link', { name: workedExample.call.callId }).getAttribute('href')).toBe(
    `/v2/debug/request/${workedExample.call.callId}`,
  );
});

test('the first sentence says how the calls differ', () => {
  open(compared(workedExample, anthropicStream));
  expect(
    screen.getByText(
      /^B was 32 % faster and gave 190 fewer tokens \(93 %\)\. The requests differ in \d+ places; the answers differ in/,
    ),
  ).toBeTruthy();
});

test('what the bodies differ in is called a difference, not a change', () => {
  open(compared(workedExample, anthropicStream));
  expect(screen.getByRole('button', { name: /^Request\s*\d+ differences/ })).toBeTruthy();
});

test('a call compared with one like it is the same throughout', () => {
  open(compared(workedExample, workedExample));
  expect(screen.getByText(/The requests are the same; the answers are the same\./)).toBeTruthy();
  expect(document.querySelectorAll('tr[data-differs="true"]')).toHaveLength(0);
});

test('the diff names its sides as the calls are named', () => {
  open(compared(workedExample, anthropicStream));
  const table = screen.getByRole('table', { name: 'Response, A and B' });
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map((header) => header.textContent),
  ).toEqual(['A', 'B']);
  expect(screen.queryByText('original')).toBeNull();
});

test('what one call does not have is told for that call', () => {
  open(compared(workedExample, interruptedCall));
  expect(screen.getByText(/^B: The process ended before any of the answer was kept\.$/)).toBeTruthy();
  expect(factRow('Duration').getByText('unknown')).toBeTruthy();
});

test('bodies of another shape than was asked for say so', () => {
  const comparison = compared(workedExample, abortedStream);
  open({ ...comparison, request: { ...comparison.request, as: 'bodies' } });
  expect(screen.getByText(/One of them is no conversation/)).toBeTruthy();
});

test('masked originals say that they are', () => {
  const comparison = compared(maskedExample, workedExample);
  open({ ...comparison, of: 'original', response: { ...comparison.response, masked: true } });
  expect(screen.getByText(/is masked\. Your sign-in lacks the “reveal” scope/)).toBeTruthy();
});

test('which bodies and in which shape are links that keep the rest', () => {
  const { a, b } = compared(workedExample, anthropicStream);
  open(compared(workedExample, anthropicStream), {
    choice: { a: a.callId, b: b.callId, of: 'original', as: 'messages' },
  });
  const ids = `a=${a.callId}&b=${b.callId}`;
  const href = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
  expect(href('After the policies')).toBe(`/compare?${ids}`);
  expect(href('Whole bodies')).toBe(`/compare?${ids}&of=original&as=bodies`);
  expect(screen.getByRole('link', { name: 'Before the policies' }).getAttribute('aria-current')).toBe('true');
  expect(href('⇄ Swap A and B')).toBe(`/compare?a=${b.callId}&b=${a.callId}&of=original`);
});

test('bodies on their way are waited for, those that do not come are explained', () => {
  open(compared(workedExample, anthropicStream), { bodies: { failed: 'The database is away.' } });
  expect(screen.getByRole('alert').textContent).toContain('The database is away.');
  expect(screen.queryByRole('table', { name: /A and B/ })).toBeNull();
});

test('a wrong id is marked at its field, with what to do', () => {
  renderInViewer(
    <ChooseCalls a="nope" b={workedExample.call.callId} problem={{ fields: ['a'], text: 'Call A is wrong.' }} />,
  );
  expect(screen.getByRole('alert').textContent).toBe('Call A is wrong.');
  const field = screen.getByRole('textbox', { name: 'Call A' });
  expect([field.getAttribute('aria-invalid'), field.getAttribute('aria-describedby')]).toEqual([
    'true',
    'compare-problem',
  ]);
  expect(screen.getByRole('textbox', { name: 'Call B' }).getAttribute('aria-invalid')).toBeNull();
});

test('a call’s page offers the calls that are near, older ones as A', () => {
  renderInViewer(<CompareWith callId="now" previousCallId="before" parentCallId={null} selectedCallId="now" />);
  expect(
    screen.getAllByRole('link', { hidden: true }).map((link) => [link.textContent, link.getAttribute('href')]),
  ).toEqual([['Previous call of this session', '/compare?a=before&b=now']]);
});

test('a form that names the other call opens the comparison', () => {
  const address = testAddress();
  const near = { previousCallId: null, parentCallId: null, selectedCallId: null };
  renderInViewer(<CompareWith callId="now" {...near} />, testHost({ address }));
  fireEvent.change(screen.getByRole('textbox', { hidden: true }), { target: { value: ' other ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Compare', hidden: true }));
  expect(address.opened).toEqual(['/compare?a=other&b=now']);
});

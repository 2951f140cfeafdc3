/** @jest-environment jsdom */
import type { Call, CallView } from '@lens/core/api';
import { act, fireEvent, screen, within } from '@testing-library/react';
import { abortedStream, anthropicStream, maskedExample, toolConversation, workedExample } from '../fixtures';
import { renderInViewer, testAddress, testHost } from '../testing';
import { CallDetails, readCallTab, type CallDetailsProps } from './index';

function open(props: Partial<CallDetailsProps> = {}, host = testHost()) {
  const actions = { onTab: jest.fn(), onMode: jest.fn() };
  const rendered = renderInViewer(
    <CallDetails
      view={workedExample}
      bodies="ready"
      tab="changes"
      tabHref={(tab) => `?tab=${tab}`}
      list={{ href: '/?model=gpt-5', previous: null, next: { href: '/older', age: 'older' } }}
      mode="side"
      {...actions}
      {...props}
    />,
    host,
  );
  return { ...rendered, ...actions };
}

const press = (key: string, target: Element = document.body) => fireEvent.keyDown(target, { key });

test('the header answers what changed, by whom and what it took', () => {
  const { container } = open();
  const head = container.querySelector('.lens-call-head')?.textContent ?? '';
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('gpt-5');
  expect(head).toContain('200 stop');
  expect(head).toContain('1.24 s');
  expect(head).toContain('812 → 204 tokens (512 cached)');
  expect(head).toContain('Requestunchanged');
  expect(head).toMatch(/Response1 change · .*choices\[0\]\.message\.content.* · by pii-redaction/);
});

test('what was billed is told apart: cache writes by how long they are kept, and the tier', () => {
  const { call } = workedExample;
  const usage = { ...call.usage, cacheWriteTokens: 1_200, serviceTier: 'priority' };
  const { container, unmount } = open({ view: { ...workedExample, call: { ...call, usage } } });
  expect(container.textContent).toContain('(512 cached, 1.2k written to cache)');
  expect(container.querySelector('.lens-more')?.textContent).toContain('Service tierpriority');
  unmount();
  const apart = { ...usage, cacheWrite5mTokens: 1_000, cacheWrite1hTokens: 200 };
  const { container: told } = open({ view: { ...workedExample, call: { ...call, usage: apart } } });
  expect(told.textContent).toContain('1k written to cache for 5 minutes, 200 written to cache for an hour');
});

test('what the call cost is told, with its bill; what is estimated or not known says so', () => {
  const { call } = workedExample;
  const costItems = [
    { model: 'gpt-5', class: 'input', count: 1000, price: 1.25, per: 1_000_000 },
    { model: 'gpt-5', class: 'web_search', count: 2, price: 10, per: 1000 },
  ] satisfies CallView['costItems'];
  const priced = (cost: Partial<Call>) => {
    const { container, unmount } = open({ view: { ...workedExample, costItems, call: { ...call, ...cost } } });
    const texts = ['.lens-call-line', '.lens-more'].map((part) => container.querySelector(part)?.textContent ?? '');
    unmount();
    return texts;
  };
  const [line, more] = priced({ costUsd: 0.02125, costBasis: 'exact', priceTable: 'table 1' });
  expect(line).toContain('$0.0213');
  expect(line).not.toContain('estimated');
  expect(more).toContain('Input tokens1000 × $1.25 / million = $0.00125');
  expect(more).toContain('Web searches2 × $10 / thousand = $0.02');
  expect(more).toContain('Price tabletable 1');
  expect(priced({ costUsd: 0.5, costBasis: 'estimated' })[0]).toContain('$0.5 estimated');
  expect(priced({ costUnknown: 'model' })[0]).toContain('cost unknown');
  expect(priced({})[0]).not.toContain('cost');
});

test('scores are told with who gave them', () => {
  const score = { name: 'hallucination', value: 1, scorer: 'judge', at: workedExample.call.startedAt };
  const scores = [
    { ...score, comment: null },
    { ...score, name: 'quality', value: 0.7, comment: 'Short.' },
  ];
  const { container } = open({ view: { ...workedExample, scores } });
  const more = container.querySelector('.lens-more')?.textContent ?? '';
  expect(more).toContain('hallucination, by judge1');
  expect(more).toContain('quality, by judge0.7: Short.');
});

test('a model that policies or routes replaced is told with both names', () => {
  open({ view: { ...workedExample, call: { ...workedExample.call, finalModel: 'gpt-5-mini' } } });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('gpt-5 → gpt-5-mini');
});

test('what is unknown says so', () => {
  const call = { ...workedExample.call, durationMs: null };
  const { container } = open({
    view: { ...workedExample, call: { ...call, usage: { ...call.usage, inputTokens: null, outputTokens: null } } },
  });
  expect(container.querySelector('.lens-call-line')?.textContent).toMatch(/unknown.*tokens unknown/);
});

test('a call opens on what was changed; where nothing was, on its conversation, or on its bodies where it is none', () => {
  const { call: changed } = workedExample;
  const plain = { ...changed, request: unchanged, response: unchanged };
  expect(readCallTab(null, changed)).toBe('changes');
  expect(readCallTab(null, plain)).toBe('conversation');
  expect(readCallTab('nope', plain)).toBe('conversation');
  expect(readCallTab(null, { ...plain, operation: 'passthrough' })).toBe('raw');
  expect(readCallTab('changes', plain)).toBe('changes');
  expect(readCallTab(null, null)).toBe('changes');
});

const unchanged = { changed: false, changes: 0, summary: null };

test('the views are links with an address, and the current one is marked', () => {
  const { onTab } = open({ tab: 'events' });
  const tabs = within(screen.getByRole('navigation', { name: 'Views of this call' }));
  expect(tabs.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    '?tab=changes',
    '?tab=conversation',
    '?tab=waterfall',
    '?tab=events',
    '?tab=raw',
  ]);
  expect(tabs.getByRole('link', { current: 'page' }).textContent).toBe('Events1');
  fireEvent.click(tabs.getByRole('link', { name: /Raw/ }));
  expect(onTab).toHaveBeenCalledWith('raw');
});

test('logs are a view where the house has some, and nowhere else', () => {
  const { onTab, unmount } = open({ tab: 'logs', logs: <p>a line</p> });
  const names = () =>
    within(screen.getByRole('navigation', { name: 'Views of this call' }))
      .getAllByRole('link')
      .map(({ textContent }) => textContent);
  expect(names()).toEqual(['Changes1', 'Conversation', 'Waterfall', 'Events1', 'Logs', 'Raw']);
  expect(screen.getByRole('region', { name: 'Logs' }).textContent).toBe('a line');
  press('6');
  expect(onTab).toHaveBeenCalledWith('raw');
  unmount();
  // An address of another house.
  const { onTab: without } = open({ tab: 'logs' });
  expect(names()).not.toContain('Logs');
  expect(screen.getByRole('link', { current: 'page' }).textContent).toBe('Changes1');
  press('5');
  expect(without).toHaveBeenCalledWith('raw');
});

test('a click meant for a new window is left to the browser', () => {
  const { onTab } = open();
  fireEvent.click(screen.getByRole('link', { name: /Raw/ }), { ctrlKey: true });
  expect(onTab).not.toHaveBeenCalled();
});

test('numbers choose a view, brackets the neighbours in the list, t the trace', () => {
  const address = testAddress();
  const { onTab } = open({ view: { ...workedExample, traceUrl: 'http://grafana/trace' } }, testHost({ address }));
  press('3');
  expect(onTab).toHaveBeenCalledWith('waterfall');
  press(']');
  press('t');
  press('[');
  expect(address.opened).toEqual(['/older', 'http://grafana/trace']);
});

test('keys that are typed, or meant for the browser, are no shortcuts', () => {
  const { onTab } = open();
  const field = document.createElement('input');
  document.body.append(field);
  press('3', field);
  fireEvent.keyDown(document.body, { key: '3', ctrlKey: true });
  expect(onTab).not.toHaveBeenCalled();
  field.remove();
});

test('the trace and the logs are where the host has them', () => {
  open({ view: { ...workedExample, traceUrl: 'https://grafana/trace', logsUrl: 'https://grafana/logs' } });
  const href = (name: RegExp) => screen.getByRole('link', { name }).getAttribute('href');
  expect([href(/^Open trace/), href(/^Logs/)]).toEqual(['https://grafana/trace', 'https://grafana/logs']);
});

test('a call that was not sampled says so where the link to its trace would be', () => {
  const sampling = { sampled: false, reason: 'ratio' } as const;
  const address = testAddress();
  open({ view: { ...workedExample, sampling, traceUrl: 'https://grafana/trace' } }, testHost({ address }));
  expect(screen.queryByRole('link', { name: /^Open trace/ })).toBeNull();
  expect(screen.getByText('no trace: not sampled').title).toContain('LENS_SAMPLING_RATIO');
  press('t');
  expect(address.opened).toEqual([]);
});

test('nothing is said of traces where none are sent, and of calls of others their sender has it', () => {
  const sampling = { sampled: false, reason: 'ratio' } as const;
  const { call } = workedExample;
  open({ view: { ...workedExample, sampling, traceUrl: null } });
  expect(screen.queryByText('no trace: not sampled')).toBeNull();
  open({ view: { ...workedExample, call: { ...call, source: 'otlp' }, sampling, traceUrl: 'https://grafana/trace' } });
  expect(screen.getByRole('link', { name: /^Open trace/ }).getAttribute('href')).toBe('https://grafana/trace');
});

test('links that lead nowhere are not there', () => {
  open({ list: { href: '/', previous: null, next: null } });
  expect(screen.queryByRole('link', { name: /Open trace|Logs|Newer|Older/ })).toBeNull();
});

test('a call that went wrong says what happened', () => {
  open({ view: abortedStream });
  expect(screen.getByRole('note').textContent).toContain('The client went away. It left after 2.31 s and 42 chunks');
});

test('all ids can be copied', async () => {
  const copy = jest.fn(() => Promise.resolve(true));
  open({}, testHost({ copy }));
  const [button] = screen.getAllByRole('button', { name: 'Copy call id' });
  await act(async () => {
    fireEvent.click(button as HTMLElement);
    await Promise.resolve();
  });
  expect(copy).toHaveBeenCalledWith(workedExample.call.callId);
  expect(screen.getAllByRole('status').some((status) => status.textContent === 'Copied')).toBe(true);
  for (const what of ['trace id', 'session', 'user (hashed)'])
    expect(screen.getByRole('button', { name: `Copy ${what}` })).toBeTruthy();
});

test('the details say whether the call left traces and logs, and why', () => {
  open({ view: { ...workedExample, sampling: { sampled: false, reason: 'ratio' } } });
  expect(screen.getByText('left out: as the ratio for routine calls has it')).toBeTruthy();
});

test('a call right after the start of the gateway says so, and where that runs', () => {
  const { container, unmount } = open({
    view: { ...workedExample, call: { ...workedExample.call, coldStart: true, environment: 'staging' } },
  });
  expect(screen.getByText('cold start')).toBeTruthy();
  expect(container.querySelector('.lens-more')?.textContent).toContain('Environmentstaging');
  unmount();
  open();
  expect(screen.queryByText('cold start')).toBeNull();
});

test('bodies that are still on their way, or did not come, say so', () => {
  const { rerender, onTab, onMode } = open({ bodies: 'loading' });
  expect(screen.getByText('Loading the bodies…')).toBeTruthy();
  rerender(
    <CallDetails
      view={workedExample}
      bodies={{ failed: 'the server answered 500' }}
      tab="changes"
      tabHref={(tab) => tab}
      list={{ href: '/', previous: null, next: null }}
      mode={null}
      {...{ onTab, onMode }}
    />,
  );
  expect(screen.getByRole('alert').textContent).toContain('the server answered 500');
});

test('raw bodies: the exact text, a repeated one told, a masked one hidden', () => {
  const { container, unmount } = open({ tab: 'raw' });
  const bodies = [...container.querySelectorAll('.lens-raw-body')].map((body) => body.textContent);
  expect(bodies).toEqual([
    workedExample.request.originalRaw,
    workedExample.response.originalRaw,
    workedExample.response.finalRaw,
  ]);
  expect(screen.getByText('The same bytes as the original.')).toBeTruthy();
  unmount();
  open({ tab: 'raw', view: maskedExample });
  expect(screen.getByText(/^Hidden: a policy took secrets out of it\. The Changes tab shows it/)).toBeTruthy();
});

test('a first chunk is not called a first token', () => {
  const { container } = open({ view: { ...anthropicStream, call: { ...anthropicStream.call, firstTokenMs: null } } });
  expect(container.querySelector('.lens-call-line')?.textContent).toContain('first chunk 296 ms');
});

test('events tell when, how grave, which policy and every detail', () => {
  const { container } = open({ tab: 'events', view: toolConversation });
  const rows = [...container.querySelectorAll('.lens-events tbody tr')].map((row) => row.textContent);
  expect(rows).toHaveLength(3);
  expect(rows[0]).toContain('+1.90 ms');
  expect(rows[0]).toContain('policy.text_replaced');
  expect(rows[2]).toContain('pattern');
  expect(rows[2]).toContain('account_number, email');
});

/** @jest-environment jsdom */
import { fireEvent, screen, within } from '@testing-library/react';
import { abortedStream, interruptedCall, toolConversation, workedExample } from '../fixtures';
import { renderInViewer } from '../testing';
import { columnIds } from './columns';
import { CallsList, type CallsListProps } from './index';

const calls = [toolConversation, abortedStream, interruptedCall, workedExample].map((view) => view.call);

function open({ selected = [], ...props }: Partial<CallsListProps> & { selected?: string[] } = {}) {
  const actions = {
    onFilters: jest.fn(),
    onOrder: jest.fn(),
    onRefresh: jest.fn(),
    onColumns: jest.fn(),
    toggle: jest.fn(),
    clear: jest.fn(),
  };
  const { toggle, clear, ...rest } = actions;
  renderInViewer(
    <CallsList
      page={{ calls, next: null }}
      filters={{}}
      order="newest"
      position={{}}
      newer={0}
      failed={null}
      publicUrl="http://localhost:8080"
      columns={null}
      selection={{ callIds: selected, toggle, clear }}
      {...rest}
      {...props}
    />,
  );
  return actions;
}

const row = (index: number) => within(screen.getAllByRole('row')[index + 1] as HTMLElement);

test('a row tells status, model, what changed and by whom, and leads to the call', () => {
  open();
  const [link] = row(0).getAllByRole('link');
  expect(link?.getAttribute('href')).toBe(`/v2/debug/request/${toolConversation.call.callId}`);
  expect(row(0).getByTitle(/^request: /).textContent).toContain('3');
  expect(row(0).getByTitle(/^response: /).textContent).toContain('2');
  expect(row(1).getByText(/client left/)).toBeTruthy();
  expect(row(2).getAllByText('unknown').length).toBeGreaterThan(0);
});

test('times are of the clock, so that rows differ; how long ago and the exact moment are on hover', () => {
  const startedAt = new Date(Date.now() - 31 * 60_000).toISOString();
  const before = new Date(Date.now() - 40 * 86_400_000).toISOString();
  const shown = [workedExample, toolConversation].map(({ call }, index) => ({
    ...call,
    startedAt: index === 0 ? startedAt : before,
  }));
  open({ page: { calls: shown, next: null } });
  const [recent, old] = [...document.querySelectorAll('.lens-time time')];
  expect(recent?.textContent).toMatch(/^(\d{1,2} \w+ )?\d\d:\d\d:\d\d$/);
  expect(recent?.getAttribute('title')).toMatch(/^31 min ago · .*\.\d{3} UTC$/);
  expect(old?.textContent).toMatch(/^\d{1,2} \w+ (\d{4} )?\d\d:\d\d:\d\d$/);
});

test('tries of one request are seen as such, and lead to each other', () => {
  const [first, second] = ['019aa3f2-0000-7000-8000-000000000001', '019aa3f2-0000-7000-8000-000000000002'];
  const { call } = workedExample;
  const tries = [
    { ...call, callId: second, retryCount: 1 },
    { ...call, callId: first, retryCount: 0 },
  ];
  open({ page: { calls: tries, next: null } });
  expect(row(0).getByRole('link', { name: 'retry 1' }).getAttribute('href')).toBe(`/v2/debug/request/${first}`);
  expect(row(1).getByRole('link', { name: 'tried again' }).getAttribute('href')).toBe(`/v2/debug/request/${second}`);
});

test('a value narrows the list and keeps the other filters', () => {
  open({ filters: { changed: 'any' } });
  expect(row(1).getByRole('link', { name: 'claude-sonnet-4-5' }).getAttribute('href')).toBe(
    '/?model=claude-sonnet-4-5&changed=any',
  );
});

test('every value that can be filtered by leads to its filter', () => {
  open({ columns: columnIds });
  const hrefs = row(0)
    .getAllByRole('link')
    .map((link) => link.getAttribute('href'));
  for (const filter of ['status=complete', 'model=gpt-5', 'provider=openai', 'changed=request', 'changed=response']) {
    expect(hrefs).toContain(`/?${filter}`);
  }
  expect(row(1).getByRole('link', { name: 'streamed' }).getAttribute('href')).toBe('/?stream=true');
  expect(row(1).getByRole('link', { name: 'unchanged' }).getAttribute('href')).toBe('/?changed=none');
});

test('filters in force are chips that can be taken away one by one', () => {
  open({ filters: { model: 'gpt-5', since: '1h' } });
  const chips = within(screen.getByRole('list', { name: 'Filters in force' }));
  expect(chips.getByText(/time: last hour/)).toBeTruthy();
  expect(chips.getByRole('link', { name: 'Remove the filter Model' }).getAttribute('href')).toBe('/?since=1h');
});

test('the form sends every filter that is set', () => {
  const { onFilters } = open({ filters: { model: 'gpt-5' } });
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: ' falcon ' } });
  fireEvent.change(screen.getByRole('combobox', { name: 'Changed' }), { target: { value: 'response' } });
  expect(onFilters).toHaveBeenLastCalledWith({ text: 'falcon', model: 'gpt-5', changed: 'response' });
});

test('the slash key goes to the search', () => {
  open();
  fireEvent.keyDown(document.body, { key: '/' });
  expect(document.activeElement).toBe(screen.getByRole('searchbox'));
});

test('newer calls are counted, not pushed in', () => {
  const { onRefresh } = open({ newer: 12 });
  fireEvent.click(screen.getByRole('button', { name: '12 new' }));
  expect(onRefresh).toHaveBeenCalledTimes(1);
  expect(screen.getAllByRole('row')).toHaveLength(calls.length + 1);
});

test('news and selected calls are told beside the rows, where nothing moves', () => {
  open({ newer: 3, selected: ['x'], failed: 'the server answered 503' });
  const bar = document.querySelector('.lens-list-bar');
  for (const told of ['3 new', '1 selected', 'the server answered 503']) expect(bar?.textContent).toContain(told);
});

test('a call is selected by its checkbox, or by key where the focus is', () => {
  const { toggle } = open();
  fireEvent.click(row(1).getByRole('checkbox', { name: 'Select for comparison' }));
  expect(toggle).toHaveBeenLastCalledWith(abortedStream.call.callId);
  fireEvent.keyDown(document.body, { key: 'j' });
  fireEvent.keyDown(document.body, { key: 'j' });
  fireEvent.keyDown(document.body, { key: 'j' });
  fireEvent.keyDown(document.body, { key: 'k' });
  fireEvent.keyDown(document.body, { key: 'x' });
  expect(toggle).toHaveBeenLastCalledWith(abortedStream.call.callId);
});

test('two selected calls are compared from the older to the newer', () => {
  const [newer, older] = [toolConversation.call.callId, workedExample.call.callId];
  open({ selected: [newer, older] });
  expect(screen.getByRole('link', { name: 'Compare' }).getAttribute('href')).toBe(`/compare?a=${older}&b=${newer}`);
  expect(row(0).getByRole('checkbox', { checked: true })).toBeTruthy();
});

test('comparing fewer than two says what to do', () => {
  open({ selected: ['x'] });
  fireEvent.keyDown(document.body, { key: 'c' });
  expect(screen.getByText('1 selected: select one more.')).toBeTruthy();
});

test('the columns are chosen from a menu; the time always stays', () => {
  const { onColumns } = open({ columns: ['model', 'user'] });
  expect(screen.getAllByRole('columnheader').map((header) => header.textContent)).toEqual([
    'Selected',
    'Time ↓',
    'Model',
    'User',
  ]);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Tokens' }));
  expect(onColumns).toHaveBeenLastCalledWith(['model', 'tokens', 'user']);
  fireEvent.click(screen.getByRole('button', { name: 'As at first' }));
  expect(onColumns).toHaveBeenLastCalledWith(null);
});

test('pages are linked by the last call of this one', () => {
  open({ page: { calls, next: 'last-id' }, filters: { model: 'm' }, position: { before: 'x' } });
  expect(screen.getByRole('link', { name: 'Older →' }).getAttribute('href')).toBe('/?model=m&before=last-id');
  expect(screen.getByRole('link', { name: 'Newest' }).getAttribute('href')).toBe('/?model=m');
  const newest = toolConversation.call.callId;
  expect(screen.getByRole('link', { name: '← Newer' }).getAttribute('href')).toBe(`/?model=m&after=${newest}`);
  expect(screen.getByText(/older ones on the next page/)).toBeTruthy();
});

test('the time’s header tells the order and changes it, as a link and in place', () => {
  const { onOrder } = open({ filters: { model: 'm' } });
  const header = screen.getByRole('columnheader', { name: /^Time/ });
  expect(header.getAttribute('aria-sort')).toBe('descending');
  const link = within(header).getByRole('link');
  expect(link.getAttribute('href')).toBe('/?model=m&order=oldest');
  fireEvent.click(link);
  expect(onOrder).toHaveBeenCalledWith('oldest');
});

test('with the oldest first pages go on towards newer calls, and every link keeps the order', () => {
  open({ page: { calls, next: 'last-id' }, filters: { model: 'm' }, order: 'oldest', position: { after: 'x' } });
  const oldest = toolConversation.call.callId;
  const href = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
  expect(screen.getByRole('columnheader', { name: /^Time/ }).getAttribute('aria-sort')).toBe('ascending');
  expect(href('Newer →')).toBe('/?model=m&order=oldest&after=last-id');
  expect(href('Oldest')).toBe('/?model=m&order=oldest');
  expect(href('← Older')).toBe(`/?model=m&order=oldest&before=${oldest}`);
  expect(href('Remove the filter Model')).toBe('/?order=oldest');
  expect(row(1).getByRole('link', { name: 'claude-sonnet-4-5' }).getAttribute('href')).toBe(
    '/?model=claude-sonnet-4-5&order=oldest',
  );
});

test('an empty list has the exact commands, an empty search the way back', () => {
  open({ page: { calls: [], next: null } });
  expect(screen.getByText(/curl http:\/\/localhost:8080\/v1\/chat\/completions/)).toBeTruthy();
  expect(screen.getByText(/ANTHROPIC_BASE_URL=http:\/\/localhost:8080 claude/)).toBeTruthy();
});

test('a search that ended before its page was full says how far it has come, and goes on from there', () => {
  const next = '019aa3f2-6c11-7000-8000-000000000000';
  open({ page: { calls: [], next }, filters: { text: 'alpha omega' } });
  expect(screen.getByRole('heading', { name: 'No call matches so far' })).toBeTruthy();
  expect(screen.getByText(/has come as far as 2025-11-21 01:06:04/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Older →' }).getAttribute('href')).toContain(`before=${next}`);
});

test('nor does it say of calls that it found that older ones match', () => {
  open({ page: { calls, next: '019aa3f2-6c11-7000-8000-000000000000' }, filters: { text: 'alpha' } });
  expect(screen.getByText(/4 calls, searched back to 2025-11-21 01:06/)).toBeTruthy();
});

test('a search without a match offers the way back', () => {
  open({ page: { calls: [], next: null }, filters: { text: 'nothing' } });
  expect(screen.getByRole('link', { name: 'show all calls' }).getAttribute('href')).toBe('/');
});

test('a page behind the end of the list leads back to its beginning', () => {
  open({ page: { calls: [], next: null }, position: { before: 'x' } });
  expect(screen.getByRole('heading', { name: 'No calls on this page' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Show the newest calls' }).getAttribute('href')).toBe('/');
});

test('a list that could not be read says why', () => {
  open({ failed: 'the server answered 503' });
  expect(screen.getByText(/the server answered 503/)).toBeTruthy();
});

test('a cell without a value says why', () => {
  const { call } = workedExample;
  const page = { calls: [{ ...call, stream: false, firstTokenMs: null, userHash: null, sessionId: null }], next: null };
  open({ page, columns: columnIds });
  for (const reason of ['not streamed', 'no user named', 'no session named']) {
    expect(row(0).getByTitle(reason).textContent).toContain('–');
  }
});

test('a stream whose first token was not told has an unknown one', () => {
  const page = { calls: [{ ...abortedStream.call, firstTokenMs: null }], next: null };
  open({ page, columns: ['firstToken'] });
  expect(row(0).getByText('unknown')).toBeTruthy();
});

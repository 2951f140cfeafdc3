/** @jest-environment jsdom */
import { diff } from '@lens/core/diff';
import { render, screen, within } from '@testing-library/react';
import { callView, hostileCall, hostileText, sideView, toolConversation, workedExample } from '../fixtures';
import { Conversation } from './index';

const messages = () => screen.getAllByRole('article');
const byHeading = (name: RegExp) => screen.getAllByRole('article', { name });

test('messages stand under their roles, request first', () => {
  render(<Conversation view={workedExample} />);
  expect(screen.getAllByRole('heading').map((heading) => heading.textContent)).toEqual(['System', 'User', 'Assistant']);
  expect(within(messages()[1] as HTMLElement).getByText('What is my account number?')).toBeTruthy();
});

test('a changed word is marked in place and carries the original and the policy', () => {
  const { container } = render(<Conversation view={workedExample} />);
  const [mark, ...others] = container.querySelectorAll<HTMLElement>('.lens-mark-run');
  expect(others).toEqual([]);
  expect(mark?.tabIndex).toBe(0);
  expect(mark?.textContent).toBe('[REDACTED] (was 1234-5678-9012 by pii-redaction)');
});

test('the system prompt is folded, an inserted one is open and says who put it there', () => {
  const { container, unmount } = render(<Conversation view={workedExample} />);
  expect(container.querySelector('details.lens-fold')?.hasAttribute('open')).toBe(false);
  unmount();
  render(<Conversation view={toolConversation} />);
  const [system] = byHeading(/System/);
  expect(system?.textContent).toContain('+ inserted by house-rules');
  expect(system?.querySelector('details')).toBeNull();
});

test('earlier unchanged turns fold to one line, changed ones stay in sight', () => {
  render(<Conversation view={toolConversation} />);
  expect(screen.getByText('38 earlier messages')).toBeTruthy();
  const question = byHeading(/User/).find((message) => message.textContent.includes('Refund my coffee'));
  expect(question?.closest('details')).toBeNull();
  expect(question?.textContent).toContain('was Falcon');
});

test('a tool’s result stands under its call, formatted, and not a second time', () => {
  render(<Conversation view={toolConversation} />);
  const calling = messages().find((message) => message.textContent.includes('find_booking'));
  expect(calling?.textContent).toContain('"month": 10');
  expect(calling?.textContent).toContain('"what": "Coffee, beans"');
  expect(screen.queryAllByRole('heading', { name: /^Tool/ })).toEqual([]);
});

test('redacted tool arguments are marked where they are', () => {
  const { container } = render(<Conversation view={toolConversation} />);
  const marks = [...container.querySelectorAll('.lens-json .lens-mark-run')].map((mark) => mark.textContent);
  expect(marks).toHaveLength(2);
  expect(marks[0]).toContain('[REDACTED]');
  expect(marks[0]).toContain('1234-5678-9012');
});

test('a removed message is shown where it stood', () => {
  const before = { messages: ['one', 'two', 'three'].map((content) => ({ role: 'user', content })) };
  const after = { messages: [before.messages[0] ?? {}, before.messages[2] ?? {}] };
  const request = { ...sideView(before, [{ policy: 'p', body: after }]), diff: diff(before, after) };
  render(<Conversation view={callView({ request })} />);
  expect(messages().map((message) => message.dataset['removed'])).toEqual(['false', 'true', 'false']);
  expect(messages()[1]?.textContent).toContain('two');
});

test('a part put into a message is marked as added', () => {
  const before = { messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }] };
  const after = {
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
    ],
  };
  const { container } = render(
    <Conversation view={callView({ request: sideView(before, [{ policy: 'p', body: after }]) })} />,
  );
  expect(container.querySelector('.lens-mark-run')?.textContent).toBe('b (added by p)');
});

test('text is text: no markup, no link, nothing hidden', () => {
  const { container } = render(<Conversation view={hostileCall} />);
  expect(container.querySelectorAll('a, script, img')).toHaveLength(0);
  expect(container.textContent).toContain('</script><img src=x');
  expect(container.textContent).not.toContain('\u202E');
  expect(screen.getAllByTitle('U+202E right-to-left override').length).toBeGreaterThan(0);
  expect(hostileText).toContain('\u202E');
});

test('an image in the body is drawn small, one elsewhere is only named', () => {
  const content = [
    { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
    { type: 'image_url', image_url: { url: 'data:image/svg+xml;base64,PHN2Zy8+' } },
    { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
  ];
  render(<Conversation view={callView({ request: sideView({ messages: [{ role: 'user', content }] }) })} />);
  expect(screen.getAllByRole('img')).toHaveLength(1);
  expect(screen.getByText('image · https://example.com/a.png')).toBeTruthy();
});

test('a call without conversation says what it is', () => {
  render(<Conversation view={callView({ call: { operation: 'passthrough', endpoint: '/v1/models' } })} />);
  expect(screen.getByText(/\/v1\/models is no conversation/)).toBeTruthy();
});

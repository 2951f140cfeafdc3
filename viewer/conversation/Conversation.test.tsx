/** @jest-environment jsdom */
import { diff } from '@lens/core/diff';
import { fireEvent, screen, within } from '@testing-library/react';
import { callView, hostileCall, hostileText, sideView, toolConversation, workedExample } from '../fixtures';
import { renderInViewer } from '../testing';
import { Conversation } from './index';

const messages = () => screen.getAllByRole('article');
const byHeading = (name: RegExp) => screen.getAllByRole('article', { name });

test('messages stand under their roles, request first', () => {
  renderInViewer(<Conversation view={workedExample} />);
  expect(screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual([
    'System',
    'User',
    'Assistant',
  ]);
  expect(within(messages()[1] as HTMLElement).getByText('What is my account number?')).toBeTruthy();
});

test('the context is told in a line: its size, how many tools, the settings; all of it is in the fold', () => {
  const tool = { type: 'function', function: { name: 'get_weather', description: 'Of a place, today.' } };
  const request = sideView({
    model: 'gpt-5',
    temperature: 0.2,
    max_tokens: 400,
    response_format: { type: 'json_object' },
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'What is the weather?' },
    ],
    tools: [tool],
  });
  const { container } = renderInViewer(<Conversation view={callView({ request })} />);
  const context = container.querySelector<HTMLDetailsElement>('.lens-context');
  expect(context?.open).toBe(false);
  expect(context?.querySelector('summary')?.textContent).toBe(
    'Context 175 B · 1 tool · temperature 0.2 · max_tokens 400',
  );
  const facts = [...(context?.querySelectorAll('dl > div') ?? [])].map((fact) => fact.textContent);
  expect(facts).toEqual([
    'System39 B, 22 %',
    'Tools88 B, 50 %',
    'History48 B, 27 %',
    'Results of toolsnone',
    'Together175 B',
    'modelgpt-5',
    'temperature0.2',
    'max_tokens400',
    'response_format{"type":"json_object"}',
    'get_weatherOf a place, today.',
  ]);
});

test('a changed word is marked in place and carries the original and the policy', () => {
  const { container } = renderInViewer(<Conversation view={workedExample} />);
  const [mark, ...others] = container.querySelectorAll<HTMLElement>('.lens-mark-run');
  expect(others).toEqual([]);
  expect(mark?.tabIndex).toBe(0);
  expect(mark?.textContent).toBe('[REDACTED] (was 1234-5678-9012 by pii-redaction)');
});

test('the system prompt is folded, an inserted one is open and says who put it there', () => {
  const { container, unmount } = renderInViewer(<Conversation view={workedExample} />);
  expect(container.querySelector('details.lens-fold')?.hasAttribute('open')).toBe(false);
  unmount();
  renderInViewer(<Conversation view={toolConversation} />);
  const [system] = byHeading(/System/);
  expect(system?.textContent).toContain('+ inserted by house-rules');
  expect(system?.querySelector('details')).toBeNull();
});

test('earlier unchanged turns fold to one line, changed ones stay in sight', () => {
  renderInViewer(<Conversation view={toolConversation} />);
  expect(screen.getByText('38 earlier messages')).toBeTruthy();
  const question = byHeading(/User/).find((message) => message.textContent.includes('Refund my coffee'));
  expect(question?.closest('details')).toBeNull();
  expect(question?.textContent).toContain('was Falcon');
});

test('a tool’s result stands under its call, formatted, and not a second time', () => {
  renderInViewer(<Conversation view={toolConversation} />);
  const calling = messages().find((message) => message.textContent.includes('find_booking'));
  expect(calling?.textContent).toContain('"month": 10');
  expect(calling?.textContent).toContain('"what": "Coffee, beans"');
  expect(screen.queryAllByRole('heading', { level: 2, name: /^Tool/ })).toEqual([]);
});

test('redacted tool arguments are marked where they are', () => {
  const { container } = renderInViewer(<Conversation view={toolConversation} />);
  const marks = [...container.querySelectorAll('.lens-json .lens-mark-run')].map((mark) => mark.textContent);
  expect(marks).toHaveLength(2);
  expect(marks[0]).toContain('[REDACTED]');
  expect(marks[0]).toContain('1234-5678-9012');
});

test('a message of nothing but white space says so', () => {
  const request = sideView({ model: 'gpt-5', messages: [{ role: 'user', content: ' \n\t' }] });
  renderInViewer(<Conversation view={callView({ request })} />);
  expect(byHeading(/User/)[0]?.textContent).toContain('only white space');
});

test('a body whose messages can’t be read says so instead of not being there', () => {
  const answer = sideView({ choices: [{ index: 0, message: { role: 'assistant', content: 'Fine.' } }] });
  const question = sideView({ messages: [{ role: 'user', content: 'How are you?' }] });
  const cut = { ...sideView('{"messages":[{"role":"us'), rawKind: 'text' as const };
  const { unmount } = renderInViewer(<Conversation view={callView({ request: cut, response: answer })} />);
  expect(screen.getByText(/^The request holds no messages/)).toBeTruthy();
  unmount();
  const html = { ...sideView('<h1>502</h1>'), rawKind: 'text' as const };
  renderInViewer(<Conversation view={callView({ request: question, response: html })} />);
  expect(screen.getByText(/^The response holds no messages/)).toBeTruthy();
});

test('a removed message is shown where it stood', () => {
  const before = { messages: ['one', 'two', 'three'].map((content) => ({ role: 'user', content })) };
  const after = { messages: [before.messages[0] ?? {}, before.messages[2] ?? {}] };
  const request = { ...sideView(before, [{ policy: 'p', body: after }]), diff: diff(before, after) };
  renderInViewer(<Conversation view={callView({ request })} />);
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
  const { container } = renderInViewer(
    <Conversation view={callView({ request: sideView(before, [{ policy: 'p', body: after }]) })} />,
  );
  expect(container.querySelector('.lens-mark-run')?.textContent).toBe('b (added by p)');
});

test('text is text: no markup, no link, nothing hidden', () => {
  const { container } = renderInViewer(<Conversation view={hostileCall} />);
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
  renderInViewer(<Conversation view={callView({ request: sideView({ messages: [{ role: 'user', content }] }) })} />);
  expect(screen.getAllByRole('img')).toHaveLength(1);
  expect(screen.getByText('image · https://example.com/a.png')).toBeTruthy();
});

test('a call without conversation says what it is', () => {
  renderInViewer(<Conversation view={callView({ call: { operation: 'passthrough', endpoint: '/v1/models' } })} />);
  expect(screen.getByText(/\/v1\/models is no conversation/)).toBeTruthy();
});

test('of a call whose bodies are not kept it says why there is none', () => {
  renderInViewer(<Conversation view={callView({ call: { captureMode: 'metadata' } })} />);
  expect(screen.getByText(/capture mode is metadata/)).toBeTruthy();
});

describe('a change inside a tool’s arguments', () => {
  const calling = (text: string) => ({
    messages: [{ role: 'assistant', tool_calls: [{ id: 'c', function: { name: 'find', arguments: text } }] }],
  });

  function marksOf(before: string, after: string): (string | null)[] {
    const request = sideView(calling(before), [{ policy: 'p', body: calling(after) }]);
    const { container } = renderInViewer(<Conversation view={callView({ request })} />);
    return [...container.querySelectorAll('.lens-json .lens-mark-run')].map((mark) => mark.textContent);
  }

  test('is marked word by word, within the quotation marks', () => {
    const [before, after] = ['the notes about Falcon of May', 'the notes about [REDACTED] of May'];
    expect(marksOf(JSON.stringify({ query: before }), JSON.stringify({ query: after }))).toEqual([
      '[REDACTED] (was Falcon by p)',
    ]);
    expect(screen.getByText(/"the notes about/)).toBeTruthy();
  });

  test('is written as JSON writes it', () => {
    const marks = marksOf(JSON.stringify({ q: 'say "one"\nnow' }), JSON.stringify({ q: 'say "two"\nnow' }));
    expect(marks).toEqual(['two (was one by p)']);
    expect(document.querySelector('.lens-json')?.textContent).toContain(String.raw`"say \"two`);
  });

  test('of a number or a whole value is marked as one', () => {
    expect(marksOf('{"limit":5,"deep":true}', '{"limit":9,"deep":true}')).toEqual(['9 (was 5 by p)']);
  });

  test('that is only spacing shows its spaces', () => {
    expect(marksOf('{"limit":9,"q":"a b"}', '{"limit": 9,\n"q":"a b"}')).toEqual([
      '· (added by p)',
      '↵\n (added by p)',
    ]);
    expect(marksOf('{"limit": 9}', '{"limit":9}')).toEqual(['⌫ (was · by p)']);
  });

  test('that makes JSON of what was none is marked whole', () => {
    expect(marksOf('none', '{"limit":9}')).toEqual(['{"limit":9} (was none by p)']);
  });
});

test('a value with more in it than is shown says how much more', () => {
  const rows = Array.from({ length: 3_000 }, (_, i) => i);
  const call = { id: 'c', function: { name: 'find', arguments: JSON.stringify({ rows, then: 1, last: 2 }) } };
  renderInViewer(
    <Conversation view={callView({ request: sideView({ messages: [{ role: 'assistant', tool_calls: [call] }] }) })} />,
  );
  const text = document.querySelector('.lens-json')?.textContent ?? '';
  const [, rest] = /… ([\d,]+) more, in the Raw tab\n {2}\]/.exec(text) ?? [];
  expect(text).toContain(`\n    ${3_000 - Number(rest?.replace(',', '')) - 1},`);
  expect(text).toContain(',\n  … 2 more, in the Raw tab\n}');
});

describe('what is long', () => {
  const said = (content: string) => ({ messages: [{ role: 'user', content }] });

  function show(before: string, after: string): HTMLElement {
    const request = sideView(said(before), [{ policy: 'p', body: said(after) }]);
    return renderInViewer(<Conversation view={callView({ request })} />).container;
  }

  test('between changes is cut, the changes stay', () => {
    const filler = 'nothing of note here. '.repeat(2_000);
    const container = show(`Falcon ${filler} Falcon`, `[x] ${filler} [x]`);
    expect(container.querySelectorAll('.lens-mark-run')).toHaveLength(2);
    expect(container.textContent.length).toBeLessThan(6_000);
    fireEvent.click(screen.getByRole('button', { name: /^Show 41,602 more characters/ }));
    expect(container.textContent).toContain(filler.trim());
  });

  test('and put in as a whole shows its beginning, and so does what stood there', () => {
    const container = show('old '.repeat(20_000), 'new '.repeat(20_000));
    expect(container.textContent.length).toBeLessThan(6_000);
    expect(container.textContent).toContain('… and 79,000 more characters by p');
    fireEvent.click(screen.getByRole('button', { name: 'Show all 80,000 characters' }));
    expect(container.textContent.length).toBeGreaterThan(80_000);
  });

  test('a text with very many changes shows the first of them, and the others on demand', () => {
    const words = Array.from({ length: 400 }, (_, i) => `word${i} Falcon`).join(' ');
    const container = show(words, words.replaceAll('Falcon', '[x]'));
    const marks = () => container.querySelectorAll('.lens-mark-run').length;
    expect(marks()).toBeLessThan(200);
    const more = () => screen.getByRole('button', { name: /^Show more, \d+ changes left/ });
    while (marks() < 400) fireEvent.click(more());
    expect(screen.queryByRole('button', { name: /^Show more/ })).toBeNull();
  });
});

describe('very many messages', () => {
  const messages = (count: number, word: string) =>
    Array.from({ length: count }, (_, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content: `${word} ${i}` }));

  test('are not all in the document', () => {
    const after = { messages: messages(1_000, 'new') };
    const request = sideView({ messages: messages(1_000, 'old') }, [{ policy: 'p', body: after }]);
    renderInViewer(<Conversation view={callView({ request })} />);
    expect(screen.queryAllByRole('article').length).toBeLessThan(100);
    expect(screen.getByRole('group', { name: 'Messages' }).tabIndex).toBe(0);
  });

  test('before the last question are made when asked for, the latest first', () => {
    const request = sideView({ messages: [...messages(1_000, 'old'), { role: 'user', content: 'And now?' }] });
    const { container } = renderInViewer(<Conversation view={callView({ request })} />);
    expect(screen.getAllByRole('article', { hidden: true })).toHaveLength(1);
    const details = container.querySelector('details.lens-earlier') as HTMLDetailsElement;
    details.open = true;
    fireEvent(details, new Event('toggle'));
    const shown = () => screen.getAllByRole('article').map((message) => message.textContent);
    expect(shown()).toHaveLength(101);
    expect(shown()[0]).toContain('old 900');
    fireEvent.click(screen.getByRole('button', { name: 'Show 100 messages before these' }));
    expect(shown()[0]).toContain('old 800');
  });
});

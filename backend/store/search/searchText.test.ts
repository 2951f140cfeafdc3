import type { Json } from '@lens/core/json';
import { searchText } from './searchText';

test('the response comes first, then the request from its newest message back', () => {
  const request = { messages: [{ content: 'oldest' }, { content: 'newest' }] };
  expect(searchText({ content: 'reply' }, request)).toBe('reply\nnewest\noldest');
});

test('it is bounded, and what is cut is the oldest', () => {
  const messages = Array.from({ length: 2000 }, (_, index) => ({ content: `message ${index} ${'word '.repeat(20)}` }));
  const text = searchText({ content: 'reply' }, { messages });
  expect(text.length).toBeLessThanOrEqual(16 * 1024);
  expect(text).toContain('reply');
  expect(text).toContain('message 1999');
  expect(text).not.toContain('message 0 ');
});

test('images and other long runs without a space are left out, keys too', () => {
  const request = { image_key: `data:image/png;base64,${'A'.repeat(5000)}`, text: 'a picture' };
  expect(searchText(null, request)).toBe('a picture');
});

test('depth is no matter', () => {
  let deep: Json = 'bottom';
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(searchText(deep, null)).toBe('bottom');
});

test('whose call it is is left out, also where the answer repeats it or a body is no JSON', () => {
  const request = { user: 'ada wren', metadata: { user_id: 'ada wren', topic: 'cats' }, text: 'by ada' };
  expect(searchText({ user: 'ada wren', text: 'hello' }, request)).toBe('hello\nby ada\ncats');
  expect(searchText('data: {"user":"ada"} hello\n\n', null)).toBe('data: {"user":""} hello\n\n');
});

describe('of a request that goes on with one before', () => {
  function search(request: string, newBytes: number) {
    const asked: string[] = [];
    let isLearned = false;
    const isNew = (text: string) => asked.push(text) > 0;
    const found = searchText(null, JSON.parse(request) as Json, { isNew, newBytes, learned: () => (isLearned = true) });
    return { found, asked, isLearned };
  }
  const said = (content: string) => `{"content":"${content}"}`;
  const old = 'old '.repeat(100);
  const before = `{"model":"m","messages":[${said('oldest')},${said(old)}`;

  test('no message is looked at that is surely before what is new', () => {
    const after = `,${said('new '.repeat(100))}]}`;
    const { asked, isLearned } = search(before + after, after.length);
    expect(asked).toEqual(['new '.repeat(100), old, 'm']);
    expect(isLearned).toBe(true);
  });

  test('what is new is found wherever a parser puts it', () => {
    const late = '],"model":"late","7":"number"}';
    expect(search(before + late, late.length).found.split('\n')).toEqual([old, 'late', 'number']);
  });

  test('it is not looked through where there was no room for all', () => {
    const request = `${before},${said('new '.repeat(5000))}]}`;
    expect(search(request, request.length).isLearned).toBe(false);
  });

  test('nor is it known where it is no JSON, as then only its beginning is looked at, as one text', () => {
    expect(search(JSON.stringify(`${before}, broken`), before.length).isLearned).toBe(false);
  });
});

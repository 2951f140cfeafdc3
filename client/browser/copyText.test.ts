/** @jest-environment jsdom */
import { copyText } from './index';

let copied: string[] = [];

/** What the command copies is the text that is selected. */
function allowCommand(allowed: boolean): void {
  const execCommand = (command: string): boolean => {
    const field = document.activeElement;
    if (allowed && command === 'copy' && field instanceof HTMLTextAreaElement) copied.push(field.value);
    return allowed;
  };
  Object.assign(document, { execCommand });
}

beforeEach(() => {
  copied = [];
  Reflect.deleteProperty(navigator, 'clipboard');
  allowCommand(true);
});

test('a page that has the clipboard writes to it', async () => {
  const writeText = (text: string) => Promise.resolve(void copied.push(`clipboard: ${text}`));
  Object.assign(navigator, { clipboard: { writeText } });
  expect(await copyText('a\nb')).toBe(true);
  expect(copied).toEqual(['clipboard: a\nb']);
});

test('on plain http the text is copied all the same, and nothing of it stays in the page', async () => {
  const button = document.body.appendChild(document.createElement('button'));
  button.focus();
  expect(await copyText('a\nb')).toBe(true);
  expect(copied).toEqual(['a\nb']);
  expect(document.querySelector('textarea')).toBeNull();
  expect(document.activeElement).toBe(button);
});

test('a clipboard that refuses is not the end of it', async () => {
  Object.assign(navigator, { clipboard: { writeText: () => Promise.reject(new Error('not allowed')) } });
  expect(await copyText('x')).toBe(true);
  expect(copied).toEqual(['x']);
});

test('where nothing is allowed it says so', async () => {
  allowCommand(false);
  expect(await copyText('x')).toBe(false);
});

/** @jest-environment jsdom */
import { fireEvent, render, screen } from '@testing-library/react';
import { Frame } from './Frame';
import type { Theme } from './ThemeToggle';

// jsdom has no modal dialogs; these do what the browser does to `open`.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
});

const press = (key: string) => fireEvent.keyDown(document.body, { key });

function open(theme: Theme = 'system', signedInAs: string | null = null) {
  const onTheme = jest.fn();
  render(
    <Frame
      theme={theme}
      onTheme={onTheme}
      shortcuts={[{ title: 'Calls', keys: [['j k', 'next']] }]}
      current="/compare"
      signedInAs={signedInAs}
    >
      <h1>Page</h1>
    </Frame>,
  );
  return onTheme;
}

test('leads to every page and says which one this is', () => {
  open();
  const pages = screen.getByRole('navigation', { name: 'Pages' }).querySelectorAll('a');
  expect([...pages].map((link) => [link.getAttribute('href'), link.getAttribute('aria-current')])).toEqual([
    ['/', null],
    ['/v2/activity/monitor', null],
    ['/sessions', null],
    ['/policies', null],
    ['/errors', null],
    ['/compare', 'page'],
  ]);
});

test('lets keyboards skip to the content', () => {
  open();
  expect(screen.getByRole('link', { name: 'Skip to content' }).getAttribute('href')).toBe('#main');
  expect(screen.getByRole('main').contains(screen.getByRole('heading', { name: 'Page' }))).toBe(true);
});

test('shows its keys on ? and by button, and closes them', () => {
  open();
  expect(screen.queryByRole('dialog')).toBeNull();
  press('?');
  expect(screen.getByRole('dialog', { name: 'Keyboard' }).textContent).toContain('jknext');
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Keyboard shortcuts' }));
  expect(screen.getByRole('dialog')).toBeTruthy();
});

test.each([
  ['system', 'light'],
  ['light', 'dark'],
  ['dark', 'system'],
] as const)('goes from the theme %s on to %s', (theme, next) => {
  const onTheme = open(theme);
  fireEvent.click(screen.getByRole('button', { name: `Theme: ${theme}. Change to ${next}` }));
  expect(onTheme).toHaveBeenCalledWith(next);
});

test('says who is signed in, and signs out by a form alone', () => {
  open('system', 'alice');
  expect(screen.getByText('alice')).toBeTruthy();
  const form = screen.getByRole('button', { name: 'Sign out' }).closest('form');
  expect([form?.getAttribute('method'), form?.getAttribute('action')]).toEqual(['post', '/logout']);
});

test('has no way out for who is not signed in', () => {
  open();
  expect(screen.queryByRole('button', { name: 'Sign out' })).toBeNull();
});

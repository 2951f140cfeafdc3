/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react';
import { closeOnEscape, CopyButton, Shell, Tabs, useShortcuts, type Theme } from './index';

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

const press = (key: string, init: KeyboardEventInit = {}, target: Element = document.body) =>
  fireEvent.keyDown(target, { key, ...init });

describe('the shell', () => {
  function open(theme: Theme = 'system') {
    const onTheme = jest.fn();
    render(
      <Shell
        theme={theme}
        onTheme={onTheme}
        shortcuts={[{ title: 'Calls', keys: [['j k', 'next']] }]}
        current="/compare"
      >
        <h1>Page</h1>
      </Shell>,
    );
    return onTheme;
  }

  test('leads to every page and says which one this is', () => {
    open();
    const pages = screen.getByRole('navigation', { name: 'Pages' }).querySelectorAll('a');
    expect([...pages].map((link) => [link.getAttribute('href'), link.getAttribute('aria-current')])).toEqual([
      ['/', null],
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
});

describe('tabs', () => {
  function open() {
    const onTab = jest.fn();
    const tabs = [
      { id: 'one', label: 'One' },
      { id: 'two', label: 'Two', count: 3 },
    ] as const;
    render(<Tabs label="Views" tabs={tabs} current="one" href={(id) => `?tab=${id}`} onTab={onTab} />);
    return onTab;
  }

  test('are links, so that each view has an address, and tell which is open', () => {
    open();
    const [one, two] = screen.getAllByRole('link');
    expect(one?.getAttribute('aria-current')).toBe('page');
    expect(two?.getAttribute('href')).toBe('?tab=two');
    expect(two?.textContent).toBe('Two3');
  });

  test('open in place, but elsewhere when a reader wants them there', () => {
    const onTab = open();
    const two = screen.getByRole('link', { name: /Two/ });
    expect(fireEvent.click(two)).toBe(false);
    expect(onTab).toHaveBeenCalledWith('two');
    two.addEventListener('click', (event) => event.preventDefault(), { once: true });
    fireEvent.click(two, { ctrlKey: true });
    expect(onTab).toHaveBeenCalledTimes(1);
  });
});

describe('single keys', () => {
  function Page({ action }: { action: () => void }) {
    useShortcuts({ n: action });
    return (
      <>
        <input />
        <select />
      </>
    );
  }

  test('do what they are for', () => {
    const action = jest.fn();
    render(<Page action={action} />);
    press('n');
    expect(action).toHaveBeenCalledTimes(1);
  });

  test.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])('are left to the browser with %j', (modifier) => {
    const action = jest.fn();
    render(<Page action={action} />);
    press('n', modifier);
    expect(action).not.toHaveBeenCalled();
  });

  test.each(['textbox', 'combobox'])('are letters in a %s', (role) => {
    const action = jest.fn();
    render(<Page action={action} />);
    press('n', {}, screen.getByRole(role));
    expect(action).not.toHaveBeenCalled();
  });

  test('of names that every object has do nothing', () => {
    render(<Page action={() => undefined} />);
    expect(() => press('constructor')).not.toThrow();
  });

  test('are let go with their page', () => {
    const action = jest.fn();
    render(<Page action={action} />).unmount();
    press('n');
    expect(action).not.toHaveBeenCalled();
  });
});

describe('copying', () => {
  const withClipboard = (writeText: (text: string) => Promise<void>): void => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  };

  test('copies and says so', async () => {
    const writeText = jest.fn(() => Promise.resolve());
    withClipboard(writeText);
    render(<CopyButton text="abc" what="call id" />);
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Copy call id' }));
      await Promise.resolve();
    });
    expect(writeText).toHaveBeenCalledWith('abc');
    expect(screen.getByRole('status').textContent).toBe('Copied');
  });

  test('says where the browser does not allow it', async () => {
    withClipboard(() => Promise.reject(new Error('denied')));
    render(<CopyButton text="abc" what="call id" />);
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Copy call id' }));
      await Promise.resolve();
      await Promise.resolve();
    });
    expect(screen.getByRole('status').textContent).toContain('https or localhost');
  });
});

test('Escape closes a menu and leaves the focus on its button', () => {
  render(
    <details open onKeyDown={closeOnEscape}>
      <summary tabIndex={0}>Menu</summary>
      <button type="button">Item</button>
    </details>,
  );
  press('Escape', {}, screen.getByRole('button', { name: 'Item' }));
  expect(document.querySelector('details')?.open).toBe(false);
  expect(document.activeElement?.textContent).toBe('Menu');
});

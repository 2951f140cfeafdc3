/** @jest-environment jsdom */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { renderInViewer, testHost } from '../testing';
import { closeOnEscape, CopyButton, Tabs, useShortcuts } from './index';

const press = (key: string, init: KeyboardEventInit = {}, target: Element = document.body) =>
  fireEvent.keyDown(target, { key, ...init });

describe('tabs', () => {
  function open() {
    const onTab = jest.fn();
    const tabs = [
      { id: 'one', label: 'One' },
      { id: 'two', label: 'Two', count: 3 },
    ] as const;
    renderInViewer(<Tabs label="Views" tabs={tabs} current="one" href={(id) => `?tab=${id}`} onTab={onTab} />);
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
    renderInViewer(<Page action={action} />);
    press('n');
    expect(action).toHaveBeenCalledTimes(1);
  });

  test.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])('are left to the browser with %j', (modifier) => {
    const action = jest.fn();
    renderInViewer(<Page action={action} />);
    press('n', modifier);
    expect(action).not.toHaveBeenCalled();
  });

  test.each(['textbox', 'combobox'])('are letters in a %s', (role) => {
    const action = jest.fn();
    renderInViewer(<Page action={action} />);
    press('n', {}, screen.getByRole(role));
    expect(action).not.toHaveBeenCalled();
  });

  test('of names that every object has do nothing', () => {
    renderInViewer(<Page action={() => undefined} />);
    expect(() => press('constructor')).not.toThrow();
  });

  test('are heard within the viewer alone where the host has keys of its own', () => {
    const action = jest.fn();
    const { container } = renderInViewer(<Page action={action} />, testHost({ keyScope: null }));
    press('n');
    expect(action).not.toHaveBeenCalled();
    container.focus();
    press('n', {}, document.activeElement ?? document.body);
    expect(action).toHaveBeenCalledTimes(1);
  });

  test('are let go with their page', () => {
    const action = jest.fn();
    renderInViewer(<Page action={action} />).unmount();
    press('n');
    expect(action).not.toHaveBeenCalled();
  });
});

describe('copying', () => {
  test.each([
    ['copies and says so', true, 'Copied'],
    ['says where the browser does not allow it', false, 'Not copied: the browser allows it on https or localhost only'],
  ])('%s', async (_name, allowed, told) => {
    const copy = jest.fn(() => Promise.resolve(allowed));
    renderInViewer(<CopyButton text="abc" what="call id" />, testHost({ copy }));
    fireEvent.click(screen.getByRole('button', { name: 'Copy call id' }));
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe(told));
    expect(copy).toHaveBeenCalledWith('abc');
  });
});

test('Escape closes a menu and leaves the focus on its button', () => {
  renderInViewer(
    <details open onKeyDown={closeOnEscape}>
      <summary tabIndex={0}>Menu</summary>
      <button type="button">Item</button>
    </details>,
  );
  press('Escape', {}, screen.getByRole('button', { name: 'Item' }));
  expect(document.querySelector('details')?.open).toBe(false);
  expect(document.activeElement?.textContent).toBe('Menu');
});

/** @jest-environment jsdom */
import { act } from '@testing-library/react';
import { TextDecoder, TextEncoder } from 'node:util';
import type * as Server from 'react-dom/server';
import { hydrateRoot } from 'react-dom/client';
import { Viewer } from '../../host';
import { testHost } from '../../testing';
import { ChangesView, type ChangesViewProps } from './ChangesView';
import { sideView, workedExample } from './sample';

/** React's server renderer for browsers wants these when it is loaded, and jsdom has none. */
async function renderToString(node: React.ReactNode): Promise<string> {
  Object.assign(globalThis, { TextDecoder, TextEncoder });
  const server: typeof Server = await import('react-dom/server');
  return server.renderToString(node);
}

const host = testHost();

function page(props: ChangesViewProps) {
  return (
    <Viewer host={host}>
      <ChangesView {...props} />
    </Viewer>
  );
}

const list = Array.from({ length: 3_000 }, (_, i) => i);
const large = {
  ...workedExample,
  request: sideView(
    list,
    list.map((n) => n + 0.5),
  ),
};

test.each([
  ['the worked example', workedExample],
  ['a diff that will be virtual', large],
])('%s hydrates without a mismatch', async (_, props) => {
  const box = document.createElement('div');
  box.innerHTML = await renderToString(page(props));
  document.body.append(box);
  const errors = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const recovered = jest.fn();
  act(() => void hydrateRoot(box, page(props), { onRecoverableError: recovered }));
  expect(recovered).not.toHaveBeenCalled();
  expect(errors).not.toHaveBeenCalled();
  errors.mockRestore();
});

test('the server writes no style attributes and no handlers, which the content security policy forbids', async () => {
  const html = await renderToString(page({ ...large, onOpenEvent: jest.fn() }));
  expect(html).not.toMatch(/\sstyle=|\son[a-z]+=/);
});

test('the first paint leaves the arrangement to the width, and holds the beginning of a large diff', async () => {
  const html = await renderToString(page(large));
  expect(html).toContain('data-mode="auto"');
  expect(html.match(/data-row=/g)?.length).toBeGreaterThan(150);
  expect(html.match(/data-row=/g)?.length).toBeLessThan(300);
});

import { render, type RenderResult } from '@testing-library/react';
import type { ReactElement } from 'react';
import { Viewer, type ViewerHost } from '../host';
import { testHost } from './testHost';

/** Renders something of the viewer as a host has it on a page. */
export function renderInViewer(ui: ReactElement, host: ViewerHost = testHost()): RenderResult {
  const rendered = render(ui, { wrapper: ({ children }) => <Viewer host={host}>{children}</Viewer> });
  const root = rendered.container.querySelector<HTMLElement>('.lens-viewer');
  return { ...rendered, container: root ?? rendered.container };
}

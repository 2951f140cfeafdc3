import { useShortcuts } from '../shell';
import type { Selection } from './selection';

/** The list's keys: to the search, from row to row, select, compare. */
export function useListKeys(selection: Selection): void {
  useShortcuts({
    '/': () => document.getElementById('lens-search')?.focus(),
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      const callId = currentLink()?.dataset['call'];
      if (callId !== undefined) selection.toggle(callId);
    },
    c: () => (document.getElementById('lens-compare-two') ?? compareButton())?.click(),
  });
}

function compareButton(): HTMLElement | null {
  return document.querySelector('.lens-compare-bar button[type="submit"]');
}

function links(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('.lens-row-link')];
}

/** The link of the row that has the focus. */
function currentLink(): HTMLElement | undefined {
  const row = document.activeElement?.closest('tr');
  return row?.querySelector<HTMLElement>('.lens-row-link') ?? undefined;
}

function step(by: 1 | -1): void {
  const all = links();
  const current = currentLink();
  const next = current === undefined ? all[0] : all[all.indexOf(current) + by];
  next?.focus();
}

import { useShortcuts } from '../controls';
import { useViewer } from '../host';
import { searchField } from './FilterBar';
import { compareButton } from './ListBar';
import type { Selection } from './selection';

/** The list's keys: to the search, from row to row, select, compare. */
export function useListKeys(selection: Selection): void {
  const { root, element } = useViewer();
  const step = (by: 1 | -1): void => {
    const all = [...(root.current?.querySelectorAll<HTMLElement>('.lens-row-link') ?? [])];
    const current = linkInFocus(root.current);
    const next = current === null ? all[0] : all[all.indexOf(current) + by];
    next?.focus();
  };
  useShortcuts({
    '/': () => element(searchField)?.focus(),
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      const callId = linkInFocus(root.current)?.dataset['call'];
      if (callId !== undefined) selection.toggle(callId);
    },
    c: () => element(compareButton)?.click(),
  });
}

/** The link of the row that has the focus. */
function linkInFocus(root: HTMLElement | null): HTMLElement | null {
  const row = root?.querySelector(':focus')?.closest('tr');
  return row?.querySelector<HTMLElement>('.lens-row-link') ?? null;
}

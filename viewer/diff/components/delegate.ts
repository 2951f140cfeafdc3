import type { KeyboardEvent, MouseEvent } from 'react';
import type { Item } from '../rows';
import type { DiffActions, DiffMode } from '../state';

/** What the handlers of a whole side need; rows have none of their own. */
export interface Delegation {
  side: string;
  items: readonly Item[];
  actions: DiffActions;
  /** The mode in which a change of the list is shown in its body. */
  fitting: DiffMode;
  onOpenEvent: ((id: string) => void) | undefined;
}

/** A click anywhere in a side: on a button (`data-do`), or on a row, which becomes the one the reader is at. */
export function onSideClick(event: MouseEvent<HTMLElement>, delegation: Delegation): void {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest<HTMLElement>('[data-do]');
  if (button !== null) {
    runButton(button, delegation);
    return;
  }
  const row = event.target.closest<HTMLElement>('[data-row]');
  if (row !== null) delegation.actions.dispatch({ do: 'visit', side: delegation.side, row: Number(row.dataset.row) });
}

function runButton(button: HTMLElement, { side, items, actions, fitting, onOpenEvent }: Delegation): void {
  const id = Number(button.dataset.id);
  const { dispatch } = actions;
  switch (button.dataset.do) {
    case 'toggle':
      return dispatch({ do: 'toggle', side, row: id });
    case 'event':
      return onOpenEvent?.(button.dataset.event ?? '');
    case 'show':
      actions.setMode(fitting);
      return dispatch({ do: 'goTo', side, change: id });
    case 'top':
    case 'bottom':
    case 'all': {
      const fold = items.find((item) => item.kind === 'fold' && item.key === id);
      const pending = fold?.kind === 'fold' ? fold.pending : [];
      return dispatch({ do: 'reveal', side, key: id, pending, where: button.dataset.do });
    }
    default:
      return undefined;
  }
}

/** Arrow keys go from row to row, Enter and left or right open and close a container. */
export function onSideKey(event: KeyboardEvent<HTMLElement>, { side, items, actions }: Delegation): void {
  if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return;
  const id = Number(event.target.dataset.row);
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const row = neighbour(items, id, event.key === 'ArrowDown' ? 1 : -1);
    if (row !== null) actions.dispatch({ do: 'moveTo', side, row });
  } else if (opensOrCloses(event.key, items, id)) {
    actions.dispatch({ do: 'toggle', side, row: id });
  } else {
    return;
  }
  event.preventDefault();
}

function opensOrCloses(key: string, items: readonly Item[], id: number): boolean {
  const item = items.find((each) => each.kind === 'row' && each.row.id === id);
  if (item?.kind !== 'row' || (item.row.closedBy === undefined && item.row.pending === undefined)) return false;
  return key === 'Enter' || (key === 'ArrowRight' && item.collapsed) || (key === 'ArrowLeft' && !item.collapsed);
}

function neighbour(items: readonly Item[], id: number, by: 1 | -1): number | null {
  const start = items.findIndex((item) => item.kind === 'row' && item.row.id === id);
  for (let i = start + by; i >= 0 && i < items.length; i += by) {
    const item = items[i];
    if (item?.kind === 'row') return item.row.id;
  }
  return null;
}

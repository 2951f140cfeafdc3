import { useEffect } from 'react';
import type { DiffController } from './useDiffController';

/** For the page's sheet of keys. */
export const diffKeys: readonly (readonly [keys: string, does: string])[] = [
  ['n p', 'next, previous change'],
  ['s u c', 'side by side, unified, changes only'],
  ['f e', 'fold all, expand all'],
  ['/', 'find'],
  ['y', 'copy the path'],
];

export interface DiffKeyOptions {
  /** False while something else is in front, for example another tab. */
  enabled?: boolean;
  onCopyPath?: (path: string) => void;
}

/** Binds the diff's keys to the page. Keys typed into fields, and keys with modifiers, are left alone. */
export function useDiffKeys({ data, actions }: DiffController, { enabled = true, onCopyPath }: DiffKeyOptions): void {
  const { activePath, state } = data;
  const findSide = state.active?.side ?? firstOpen(state.sides);
  useEffect(() => {
    if (!enabled) return undefined;
    const handlers = new Map<string, () => void>([
      ['n', actions.next],
      ['p', actions.previous],
      ['s', () => actions.setMode('side')],
      ['u', () => actions.setMode('unified')],
      ['c', () => actions.setMode('changes')],
      ['f', actions.foldAll],
      ['e', actions.expandAll],
      ['/', () => document.getElementById(findId(findSide))?.focus()],
      ['y', () => activePath !== null && onCopyPath?.(activePath)],
    ]);
    const onKey = (event: KeyboardEvent): void => {
      const handler = handlers.get(event.key);
      if (handler === undefined || isTaken(event)) return;
      event.preventDefault();
      handler();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled, actions, activePath, findSide, onCopyPath]);
}

/** The search box of a side. */
export function findId(side: string): string {
  return `lens-diff-find-${side}`;
}

function firstOpen(sides: DiffController['data']['state']['sides']): string {
  const names = Object.keys(sides);
  return names.find((name) => sides[name]?.open === true) ?? names[0] ?? '';
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const { target } = event;
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

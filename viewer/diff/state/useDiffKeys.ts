import { useShortcuts } from '../../controls';
import { useViewer } from '../../host';
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
  enabled: boolean;
  onCopyPath: (path: string) => void;
}

/** Binds the diff's keys. */
export function useDiffKeys({ data, actions }: DiffController, { enabled, onCopyPath }: DiffKeyOptions): void {
  const { element } = useViewer();
  const { activePath, state } = data;
  const findSide = state.active?.side ?? firstOpen(state.sides);
  const keys = {
    n: actions.next,
    p: actions.previous,
    s: () => actions.setMode('side'),
    u: () => actions.setMode('unified'),
    c: () => actions.setMode('changes'),
    f: actions.foldAll,
    e: actions.expandAll,
    '/': () => element(findName(findSide))?.focus(),
    y: () => {
      if (activePath !== null) onCopyPath(activePath);
    },
  };
  useShortcuts(enabled ? keys : {});
}

/** The search box of a side, among the viewer's elements. */
export function findName(side: string): string {
  return `find-${side}`;
}

function firstOpen(sides: DiffController['data']['state']['sides']): string {
  const names = Object.keys(sides);
  return names.find((name) => sides[name]?.open === true) ?? names[0] ?? '';
}

import { useShortcuts } from '../controls';
import { useViewer } from '../host';
import { liveSearchField } from './LiveFilterBar';

interface LiveKeys {
  isPaused: boolean;
  onPause: () => void;
  onGoOn: () => void;
}

/** The page's keys. Who goes from row to row wants them to stay. */
export function useLiveKeys({ isPaused, onPause, onGoOn }: LiveKeys): void {
  const { root, element } = useViewer();
  const step = (by: 1 | -1): void => {
    onPause();
    const all = [...(root.current?.querySelectorAll<HTMLElement>('.lens-row-link') ?? [])];
    const focused = root.current?.querySelector(':focus')?.closest('tr')?.querySelector<HTMLElement>('.lens-row-link');
    const next = focused ? all[all.indexOf(focused) + by] : all[0];
    next?.focus();
  };
  useShortcuts({
    '/': () => element(liveSearchField)?.focus(),
    p: isPaused ? onGoOn : onPause,
    j: () => step(1),
    k: () => step(-1),
  });
}

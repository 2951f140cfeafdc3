import { useCallback, useSyncExternalStore, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { useViewer } from './viewerContext';

let printing = false;

/** True while the browser prepares a print: then every change has to be in the document. */
export function usePrinting(): boolean {
  const { root } = useViewer();
  const subscribe = useCallback((notify: () => void) => onPrint(root, notify), [root]);
  return useSyncExternalStore(
    subscribe,
    () => printing,
    () => false,
  );
}

function onPrint(root: RefObject<HTMLElement | null>, notify: () => void): () => void {
  const view = root.current?.ownerDocument.defaultView;
  const set = (value: boolean) => (): void => {
    printing = value;
    // The browser takes the page as it is when the handlers return.
    flushSync(notify);
  };
  const before = set(true);
  const after = set(false);
  view?.addEventListener('beforeprint', before);
  view?.addEventListener('afterprint', after);
  return () => {
    view?.removeEventListener('beforeprint', before);
    view?.removeEventListener('afterprint', after);
  };
}

import { useEffect, useState } from 'react';
import { useViewer } from '../host';

type CopyState = 'idle' | 'copied' | 'failed';

/** Copies a text to the clipboard and tells for two seconds how it went. */
export function useCopy(text: string): { data: { state: CopyState }; actions: { copy: () => void } } {
  const { host } = useViewer();
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (): void => {
    void host.copy(text).then((copied) => setState(copied ? 'copied' : 'failed'));
  };
  return { data: { state }, actions: { copy } };
}

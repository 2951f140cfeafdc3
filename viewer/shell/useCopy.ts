import { useEffect, useState } from 'react';

type CopyState = 'idle' | 'copied' | 'failed';

/** Copies a text to the clipboard and tells for two seconds how it went. */
export function useCopy(text: string): { data: { state: CopyState }; actions: { copy: () => void } } {
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (): void => {
    writeClipboard(text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  return { data: { state }, actions: { copy } };
}

/** Browsers give the clipboard to pages of https and localhost only. */
async function writeClipboard(text: string): Promise<void> {
  if (!('clipboard' in navigator)) throw new Error('The clipboard needs https or localhost.');
  await navigator.clipboard.writeText(text);
}

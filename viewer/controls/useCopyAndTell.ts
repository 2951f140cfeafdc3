import { useCallback } from 'react';
import { useViewer } from '../host';

/** Copies what has no button of its own to say how it went, and has the host say it. */
export function useCopyAndTell(): (text: string) => void {
  const { host } = useViewer();
  return useCallback(
    (text) => {
      void host
        .copy(text)
        .then((copied) => host.notify(copied ? 'Copied' : 'Not copied: the browser does not allow it on this page'));
    },
    [host],
  );
}

import { useEffect, useState } from 'react';
import { useViewer } from '../host';
import { Icon, type IconName } from './Icon';

interface CopyButtonProps {
  text: string;
  /** What is copied, for the label: `call id`. */
  what: string;
  /** Shown on the button; a small sign when left out. */
  children?: string;
}

type CopyState = 'idle' | 'copied' | 'failed';

const answers: Record<CopyState, string | null> = {
  idle: null,
  copied: 'Copied',
  failed: 'Not copied: the browser allows it on https or localhost only',
};

const icons: Record<CopyState, IconName> = { idle: 'copy', copied: 'check', failed: 'cross' };

/** Copies, and says so on the button and to screen readers. */
export function CopyButton({ text, what, children }: CopyButtonProps) {
  const { data, actions } = useCopy(text);
  return (
    <button
      type="button"
      className="lens-button lens-quiet lens-small lens-copy lens-no-print"
      title={answers[data.state] ?? `Copy ${what}`}
      aria-label={`Copy ${what}`}
      data-state={data.state}
      onClick={actions.copy}
    >
      <Icon name={icons[data.state]} />
      {children}
      <span className="lens-unseen" role="status">
        {answers[data.state]}
      </span>
    </button>
  );
}

/** Copies a text to the clipboard and tells for two seconds how it went. */
function useCopy(text: string): { data: { state: CopyState }; actions: { copy: () => void } } {
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

import { Icon, type IconName } from './Icon';
import { useCopy } from './useCopy';

interface CopyButtonProps {
  text: string;
  /** What is copied, for the label: `call id`. */
  what: string;
  /** Shown on the button; a small sign when left out. */
  children?: string;
}

const answers = {
  idle: null,
  copied: 'Copied',
  failed: 'Not copied: the browser allows it on https or localhost only',
};

const icons: Record<keyof typeof answers, IconName> = { idle: 'copy', copied: 'check', failed: 'cross' };

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
